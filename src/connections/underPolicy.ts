import type { AuthType } from '../model/authType.ts';
import type { Connector } from '../model/connector.ts';
import { type FormField, validateFields } from '../model/formField.ts';
import { fieldInvalid } from '../model/problems.ts';
import type { PresetField, Presets } from '../policy/index.ts';
import type { AuthTypeForm } from './form.ts';
import type { Parts } from './parts.ts';
import { findPolicySecret } from './policySecret.ts';

/** What a form gave, or what a connection that exists was made with. */
export interface Asked {
  connector: Connector;
  authType: AuthType;
  /** The inputs of the form. */
  fields: readonly FormField[];
  /** Field name → value. One that is absent is filled by a policy that gives something; one that is empty was emptied. */
  values: Record<string, string>;
  scopes: readonly string[];
}

/** The same after the policies, with the secrets that they give. */
export interface Granted {
  values: Record<string, string>;
  scopes: string[];
}

/**
 * Holds what was asked for against all policies: a locked, hidden or bounded value that is different is refused, never
 * corrected; what a policy gives is filled in, its secrets found where they lie. Then the form's own rules hold.
 *
 * @throws Problem `PB652`–`PB655` with the field, `PB657` for a secret that cannot be found, `PB501`.
 */
export async function underPolicy(
  { governance, vault }: Pick<Parts, 'governance' | 'vault'>,
  asked: Asked,
): Promise<Granted> {
  const { connector, authType, fields } = asked;
  const names = new Set(fields.map(({ name }) => name));
  const values = Object.fromEntries(Object.entries(asked.values).filter(([name]) => names.has(name)));
  const { problems, secrets, ...checked } = await governance.check(connector, authType, {
    values,
    scopes: asked.scopes,
  });
  if (problems[0]) throw problems[0];
  const granted: Record<string, string> = Object.fromEntries(
    Object.entries(checked.values).filter(([name]) => names.has(name)),
  );
  const presets = await governance.presetsFor(connector, authType);
  for (const [parameter, secret] of Object.entries(secrets)) {
    if (!names.has(parameter) || !isForApp(presets, granted)) continue;
    const found = await findPolicySecret(vault, secret, { connector: connector.key, parameter });
    granted[parameter] = found.reveal();
  }
  for (const [field, sentence] of validateFields([...fields], granted)) throw fieldInvalid(field, sentence);
  return { values: granted, scopes: checked.scopes };
}

/** The secret of a policy's app proves no other app. */
function isForApp({ fields }: Presets, granted: Record<string, string>): boolean {
  const app: PresetField | undefined = fields.get('clientId');
  return app?.value === undefined || granted['clientId'] === app.value;
}

/** Without those that the application insists on, about which nobody has a choice. */
export function ownChoice(form: Pick<AuthTypeForm, 'scopes'> | undefined, chosen: readonly string[]): string[] {
  const required = new Set((form?.scopes ?? []).filter((scope) => scope.required).map((scope) => scope.name));
  return chosen.map((scope) => scope.trim()).filter((scope) => scope !== '' && !required.has(scope));
}
