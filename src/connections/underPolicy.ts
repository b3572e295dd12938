import type { AuthType } from '../model/authType.ts';
import type { Connector } from '../model/connector.ts';
import { type FormField, isSecretField, validateFields } from '../model/formField.ts';
import type { Problem } from '../model/problem.ts';
import { fieldInvalid, fieldLocked, fieldRequired } from '../model/problems.ts';
import type { Checked, PresetField, Presets } from '../policy/index.ts';
import type { AuthTypeForm } from './form.ts';
import type { GovernedSubject } from './governance.ts';
import type { Parts } from './parts.ts';
import { findPolicySecret } from './policySecret.ts';
import { policySecretPlaces } from './policySecretPlaces.ts';
import { strays } from './strays.ts';

/** What a form gave, or what a connection that exists was made with. */
export interface Asked {
  /** What is to be done, and with what: the policies are asked about both. */
  action: 'create' | 'reconnect';
  subject: GovernedSubject;
  connector: Connector;
  authType: AuthType;
  form: Pick<AuthTypeForm, 'scopes'> | undefined;
  /** The inputs of the form. */
  fields: readonly FormField[];
  /** Field name → value. One that is absent is filled by a policy that gives something; one that is empty was emptied. */
  values: Record<string, string>;
  scopes: readonly string[];
  /** Secrets that stay as they are, in the vault: nobody is asked for them. */
  kept?: ReadonlySet<string>;
}

/** The same after the policies, with the secrets that they give. */
export interface Granted {
  values: Record<string, string>;
  /** Without those that the application insists on, unless a policy names them. */
  scopes: string[];
  /** A secret that a policy gives would go to a host that neither it nor the connector names. */
  strays: boolean;
  /**
   * Asks the policies once more, about the action and about what was granted: for the moment before it is kept.
   *
   * @throws Denial, Problem `PB652`–`PB655`.
   */
  still(): Promise<void>;
}

type UnderParts = Pick<Parts, 'governance' | 'vault' | 'stores'>;

/**
 * Holds what was asked for against all policies: a locked, hidden or bounded value that is different is refused, never
 * corrected; what a policy gives is filled in, its secrets found where they lie. Then the form's own rules hold.
 *
 * @throws Problem `PB652`–`PB655` with the field, `PB657` for a secret that cannot be found, `PB725`–`PB738`
 *   for one in a store, `PB501`.
 */
export async function underPolicy(parts: UnderParts, asked: Asked): Promise<Granted> {
  const { governance } = parts;
  const { connector, authType, fields } = asked;
  const names = new Set(fields.map(({ name }) => name));
  const given = only(names, asked.values);
  const checked = await (asked.action === 'create' ? hold : holdAsItIs)(parts, asked, given, asked.scopes);
  const held = only(names, checked.values);
  const values = { ...held };
  const presets = await governance.presetsFor(connector, authType);
  const secrets = Object.entries(checked.secrets).filter(([name]) => names.has(name) && isForApp(presets, held));
  for (const [parameter, secret] of secrets) {
    const place = await policySecretPlaces(governance, presets.fields.get(parameter));
    const found = await findPolicySecret(parts, secret, { connector: connector.key, parameter }, place);
    values[parameter] = found.reveal();
  }
  for (const [field, sentence] of validateFields([...fields], values)) throw fieldInvalid(field, sentence);
  const still = async () => {
    await governance.requireStill(asked.action, asked.subject);
    await holdAsItIs(parts, asked, held, checked.scopes);
  };
  const astray = secrets.length > 0 && strays(connector, held, presets);
  return { values, scopes: checked.scopes, strays: astray, still };
}

/** @throws Problem the first thing that policies refuse; it is noted. */
async function hold(
  { governance }: UnderParts,
  asked: Asked,
  values: Record<string, string>,
  chosen: readonly string[],
): Promise<Checked> {
  const { connector, authType, form, kept } = asked;
  const { fields } = await governance.presetsFor(connector, authType);
  const scopes = ownChoice(form, chosen, fields.get('scopes'));
  const checked = await governance.check(connector, authType, { values, scopes });
  const isThere = ({ code, field }: Problem) => code === fieldRequired('', '').code && kept?.has(field ?? '');
  refuse(
    governance,
    asked,
    checked.problems.find((problem) => !isThere(problem)),
  );
  return checked;
}

/** {@link hold} for what cannot be changed any more: what a policy would have filled in and locked is refused as well. */
async function holdAsItIs(
  parts: UnderParts,
  asked: Asked,
  values: Record<string, string>,
  chosen: readonly string[],
): Promise<Checked> {
  const { governance } = parts;
  const { fields: presets } = await governance.presetsFor(asked.connector, asked.authType);
  const given = Object.fromEntries(
    asked.fields.map(({ name, kind }) => [name, asWritten(kind, values[name] ?? '', presets.get(name))]),
  );
  const checked = await hold(parts, asked, given, chosen);
  const seen = asked.fields.filter((field) => !isSecretField(field)).map(({ name }) => name);
  const changed = seen.find((name) => (checked.values[name] ?? '') !== given[name]?.trim());
  const lacks = checked.scopes.some((scope) => !chosen.includes(scope));
  const field = changed ?? (lacks ? 'scopes' : undefined);
  if (field !== undefined) refuse(governance, asked, fieldLocked(field, fixedBy(presets.get(field))));
  return checked;
}

/** The name of the policy that fixes a field. */
function fixedBy(preset: PresetField | undefined): string {
  return (preset?.locked[0] ?? preset?.origin)?.policy ?? '';
}

/** A connection's address is kept without the slash that a policy may write at its end. */
function asWritten(kind: FormField['kind'], value: string, preset: PresetField | undefined): string {
  const written = preset?.value;
  const same = kind === 'url' && typeof written === 'string' && URL.parse(written)?.pathname === '/';
  return same && written.replace(/\/+$/, '') === value ? written : value;
}

function refuse(governance: UnderParts['governance'], { action, subject }: Asked, problem: Problem | undefined): void {
  if (!problem) return;
  governance.noteRefusal(action, subject, problem);
  throw problem;
}

/** Whether a problem is about a value that policies do not let pass. */
export function isRefusal({ code }: Problem): boolean {
  return ['PB652', 'PB653', 'PB654', 'PB655'].includes(code);
}

function only(names: ReadonlySet<string>, values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => names.has(name)));
}

/** The secret of a policy's app proves no other app. */
function isForApp({ fields }: Presets, granted: Record<string, string>): boolean {
  const app: PresetField | undefined = fields.get('clientId');
  return app?.value === undefined || granted['clientId'] === app.value;
}

/**
 * Without the scopes that the application insists on, about which nobody has a choice: no bound is broken by them. Those
 * that a policy chooses itself are a choice all the same.
 */
function ownChoice(form: Asked['form'], chosen: readonly string[], preset: PresetField | undefined): string[] {
  const required = new Set((form?.scopes ?? []).filter((scope) => scope.required).map((scope) => scope.name));
  const given = new Set([preset?.value ?? []].flat().flatMap((scopes) => scopes.split(' ')));
  const own = [...new Set(chosen.map((scope) => scope.trim()))].filter((scope) => scope !== '' && !required.has(scope));
  const always = [...required].filter((scope) => given.has(scope));
  return own.length > 0 ? [...always, ...own] : [];
}
