import { basename } from 'node:path';
import type { AuthType } from '../model/authType.ts';
import type { Connector } from '../model/connector.ts';
import type { ParameterSettings, Settings } from './document/schema.ts';
import type { Address, Path } from './document/text.ts';
import { staysWithin } from './ownHosts.ts';
import type { Selection } from './select.ts';
import { authTypeFacet, type Look, parameterFacet, parameterNames, type Statement, statements } from './settings.ts';
import { isSilent, type Source } from './source.ts';
import type { PolicyTable } from './table.ts';

/** Who says something: named on the form, with a link to the line. */
export interface Origin {
  /** Its name; where {@link silent}, the file and the line. */
  policy: string;
  source: Source['kind'];
  address: Address;
  /** It is of a workspace that is not trusted, of which no word is repeated. */
  silent?: true;
}

/** A secret that a policy gives: sealed to members, or a reference to where it lies. */
export type SecretReference = { sealed: string } | { from: string };

/** Why a value that a policy gives is not used: the workspace is not trusted; the value would lead to a host that is not the connector's; a repository must not name a secret of the person's; the source has expired. */
export type Refusal = 'untrusted' | 'host' | 'reference' | 'expired';

/** What policies say about one field of the form. */
export interface PresetField {
  name: string;
  /** What the field is filled with, of the highest authority that gives something. */
  value?: string | string[];
  secret?: SecretReference;
  /** Who gives it. */
  origin?: Origin;
  /** Who locks it. A locked field without a value stays empty. */
  locked: Origin[];
  /** Not shown; only where there is a value. As good as locked. */
  hidden: boolean;
  /** Who requires it. */
  required: Origin[];
  /** All bounds hold together. */
  bounds: { allowed: readonly string[]; origin: Origin }[];
  /** Values that were not taken. */
  refused: { origin: Origin; because: Refusal }[];
}

/** What policies say about the form of one authentication type. */
export interface Presets {
  fields: ReadonlyMap<string, PresetField>;
  /** How many days old a credential may be, and who says so: the strictest. */
  maxAge?: { days: number; origin: Origin };
}

/** What all sources together say about the form: values by authority, everything that narrows from everybody. */
export function presets(table: PolicyTable, connector: Connector, authType: AuthType): Presets {
  const { selections } = table.parts;
  const names = selections.flatMap(({ chain }) =>
    chain
      .flat()
      .flatMap(({ document }) => parameterNames(document.content.settings as Settings, connector.key, authType)),
  );
  const fields = [...new Set(names)].map((name) => field(selections, connector, authType, name));
  const ages = saying(selections, authTypeFacet(connector.key, authType, 'maxAgeDays'));
  const [strictest] = ages.toSorted((a, b) => a.value - b.value);
  return {
    fields: new Map(fields.map((found) => [found.name, found])),
    ...(strictest ? { maxAge: { days: strictest.value, origin: strictest.origin } } : {}),
  };
}

/** The authentication type that the form begins with, by the highest authority that names one of those offered. */
export function defaultAuthType(
  table: PolicyTable,
  connector: string,
  offered: readonly AuthType[],
): { authType: AuthType; origin: Origin } | undefined {
  for (const selection of table.parts.selections) {
    for (const authType of offered) {
      const said = saying([selection], authTypeFacet(connector, authType, 'default')).find(({ value }) => value);
      if (said) return { authType, origin: said.origin };
    }
  }
  return undefined;
}

interface Saying<T> {
  value: T;
  origin: Origin;
  source: Source;
}

function saying<T>(selections: readonly Selection[], look: Look<T>): Saying<T>[] {
  return selections.flatMap((selection) =>
    statements(selection, look).map((statement) => ({
      value: statement.value,
      origin: originOf(selection.source, statement),
      source: selection.source,
    })),
  );
}

function originOf(source: Source, { document, path }: Statement<unknown>): Origin {
  const address = document.locate(path);
  const { kind } = source;
  if (!isSilent(source)) return { policy: document.content.name, source: kind, address };
  return { policy: `${basename(address.file)}:${address.line}`, source: kind, address, silent: true };
}

function field(selections: readonly Selection[], connector: Connector, authType: AuthType, name: string): PresetField {
  const facet = <Key extends keyof ParameterSettings>(key: Key) =>
    saying(selections, parameterFacet(connector.key, authType, name, key));
  const saysSo = (key: 'locked' | 'hidden' | 'required') =>
    facet(key)
      .filter(({ value }) => value)
      .map(({ origin }) => origin);
  const given = saying(selections, presetLook(connector.key, authType, name));
  const judged = given.map((one) => ({ ...one, because: refusal(one, connector, name) }));
  const taken = judged.find(({ because }) => because === undefined);
  const refused = judged.flatMap(({ origin, because }) => (because ? [{ origin, because }] : []));
  return {
    name,
    ...(taken ? { ...contentOf(taken.value), origin: taken.origin } : {}),
    locked: saysSo('locked'),
    hidden: taken !== undefined && saysSo('hidden').length > 0,
    required: saysSo('required'),
    bounds: facet('allowed').map(({ value, origin }) => ({ allowed: value, origin })),
    refused,
  };
}

type Given = Pick<ParameterSettings, 'value' | 'sealed' | 'from'>;

/** A value, or where a secret is found: the first entry that has one of the three. */
function presetLook(connector: string, type: AuthType, name: string): Look<Given> {
  const looks = (['value', 'sealed', 'from'] as const).map((key) => {
    const look = parameterFacet(connector, type, name, key);
    return (settings: Settings) => {
      const found = look(settings);
      return found && { path: found.path as Path, value: { [key]: found.value } as Given };
    };
  });
  return (settings) => looks.map((look) => look(settings)).find((found) => found !== undefined);
}

function contentOf({ value, sealed, from }: Given): Pick<PresetField, 'value' | 'secret'> {
  if (value !== undefined) return { value };
  return { secret: sealed === undefined ? { from: from as string } : { sealed } };
}

function refusal({ value: given, source }: Saying<Given>, connector: Connector, name: string): Refusal | undefined {
  if (source.freshness.state === 'expired') return 'expired';
  if (source.kind !== 'workspace') return undefined;
  if (!source.trusted) return 'untrusted';
  if (given.from !== undefined) return 'reference';
  const values = given.value === undefined ? [] : [given.value].flat();
  return values.every((value) => staysWithin(connector, name, value)) ? undefined : 'host';
}
