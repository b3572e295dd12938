import type { AuthType } from '../model/authType.ts';
import type { Connector } from '../model/connector.ts';
import { accountKinds } from '../policy/actions.ts';
import { connectorForm } from './form.ts';
import type { Ruling } from './governance.ts';
import { governedFields } from './governedFormFields.ts';
import type { FormPlaces } from './governedFormPlaces.ts';
import { formReaders, formSharing } from './governedFormSharing.ts';
import { blockedType, type FormRuling, type GovernedForm, type GovernedType } from './governedFormTypes.ts';
import type { Parts } from './parts.ts';

/**
 * The form of `connector` in a folder as policies have it: what is filled in, locked, hidden, required and bounded, by whom,
 * for each authentication type and account kind whether it may be created there, and how its credential can be shared. The
 * panel and the keyboard twin both show exactly this; what is sent is held against all of it once more.
 *
 * @param folder the folder's id.
 * @param places takes the lines that the form names.
 */
export async function governedForm(
  parts: Pick<Parts, 'governance' | 'files' | 'vault' | 'states' | 'isTrusted'>,
  connector: Connector,
  folder: string,
  places: FormPlaces,
): Promise<GovernedForm> {
  const { governance } = parts;
  const form = connectorForm(connector);
  const place = (await parts.files.snapshot()).folders.get(folder);
  const sharing = formSharing(parts, place);
  const preferred = await governance.defaultAuthType(connector);
  const authTypes: GovernedType[] = [];
  for (const type of form.authTypes) {
    const authType = type.type;
    const [presets, personal, service] = await Promise.all([
      governance.presetsFor(connector, authType),
      ...accountKinds.map((accountKind) =>
        governance.ruling('create', { connector: connector.key, authType, folder, accountKind }),
      ),
    ]);
    const { scopes: _, ...rest } = type;
    const fields = governedFields(type, presets, places);
    const governed: GovernedType = {
      ...rest,
      ...fields,
      ...(await sharing(authType, fields)),
      rulings: { personal: formRuling(personal as Ruling, places), service: formRuling(service as Ruling, places) },
      preferred: authType === preferred,
    };
    authTypes.push({ ...governed, accountKind: openKind(governed) });
  }
  const first = firstType(authTypes);
  const readers = await formReaders(parts, place);
  return { ...form, folder, authTypes, ...(readers ? { readers } : {}), ...(first ? { authType: first } : {}) };
}

/** The usual account kind, unless only the other may be used. */
function openKind({ accountKind, rulings }: GovernedType): GovernedType['accountKind'] {
  const other = accountKind === 'personal' ? 'service' : 'personal';
  return rulings[accountKind].outcome === 'blocked' && rulings[other].outcome !== 'blocked' ? other : accountKind;
}

/** What a policy prefers, else the first that may be used. */
function firstType(types: readonly GovernedType[]): AuthType | undefined {
  const open = types.filter((type) => !blockedType(type));
  return (open.find(({ preferred }) => preferred) ?? open[0] ?? types[0])?.type;
}

function formRuling(ruling: Ruling, places: FormPlaces): FormRuling {
  if (ruling.outcome === 'allowed') return ruling;
  if (ruling.outcome === 'blocked') return { outcome: 'blocked', denial: places.denial(ruling.denial) };
  const { sentence, facts } = ruling;
  return {
    outcome: 'warned',
    sentence,
    ...(facts.because === undefined ? {} : { because: facts.because }),
    ...(facts.at ? places.note(facts.at) : {}),
  };
}
