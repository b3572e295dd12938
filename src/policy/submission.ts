import { type Format, isOneOf } from '../catalog/hostMatch.ts';
import type { AuthType } from '../model/authType.ts';
import type { Connector } from '../model/connector.ts';
import type { Problem } from '../model/problem.ts';
import { fieldLocked, fieldRequired, scopesNotAllowed, valueNotAllowed } from '../model/problems/policy.ts';
import { type Origin, type PresetField, type Presets, presets, type SecretReference } from './presets.ts';
import type { PolicyTable } from './table.ts';

/** What the form gave, from wherever it came. */
export interface Submission {
  /** Field name → value. A field that is absent is filled by the policy; one that is empty was emptied. */
  values: Readonly<Record<string, string>>;
  /** The scopes that would be asked for. */
  scopes: readonly string[];
}

/** A submission after the policy: filled, or refused. */
export interface Checked {
  values: Record<string, string>;
  scopes: string[];
  /** Secrets that the policy gives, to be found where they lie. */
  secrets: Record<string, SecretReference>;
  problems: Problem[];
}

/**
 * Holds what came from a form against the locks and bounds of all policies, and fills in what they give. What a form would
 * not have let through (a locked value that is different, a hidden one that is there) is refused, not corrected.
 */
export function checkSubmission(
  table: PolicyTable,
  connector: Connector,
  authType: AuthType,
  given: Submission,
): Checked {
  const { fields }: Presets = presets(table, connector, authType);
  const result: Checked = { values: { ...given.values }, scopes: [...given.scopes], secrets: {}, problems: [] };
  for (const field of fields.values()) {
    if (field.name === 'scopes') checkScopes(field, result);
    else checkValue(field, formatOf(connector, field.name), result);
  }
  return result;
}

function formatOf(connector: Connector, name: string): Format {
  return connector.parameters.find((parameter) => parameter.name === name)?.format ?? 'text';
}

/** Nobody may change it: locked, or not shown. */
function isFixed({ locked, hidden }: PresetField): boolean {
  return locked.length > 0 || hidden;
}

/** The name of the policy that fixes a field. */
function fixedBy({ locked, origin }: PresetField): string {
  return ((locked[0] ?? origin) as Origin).policy;
}

function checkValue(field: PresetField, format: Format, result: Checked): void {
  const { name, value, secret, required, bounds } = field;
  const submitted = Object.hasOwn(result.values, name) ? (result.values[name] as string).trim() : undefined;
  const preset = value === undefined ? undefined : [value].flat().join(' ');
  if (isFixed(field) && submitted && submitted !== preset) {
    result.problems.push(fieldLocked(name, fixedBy(field)));
    return;
  }
  if (secret && !submitted) {
    result.secrets[name] = secret;
    return;
  }
  const final = isFixed(field) ? preset : (submitted ?? preset);
  if (final !== undefined) result.values[name] = final;
  if (!final) {
    if (required[0]) result.problems.push(fieldRequired(name, required[0].policy));
    return;
  }
  for (const { allowed, origin } of bounds) {
    if (isOneOf(allowed, final, format)) continue;
    result.problems.push(valueNotAllowed(name, origin.policy, listOf(allowed, origin)));
    return;
  }
}

function checkScopes(field: PresetField, result: Checked): void {
  const preset = [field.value ?? []]
    .flat()
    .flatMap((scopes) => scopes.split(' '))
    .filter(Boolean);
  if (isFixed(field)) {
    const others = result.scopes.filter((scope) => !preset.includes(scope));
    const lacking = preset.filter((scope) => !result.scopes.includes(scope));
    if (result.scopes.length > 0 && others.length + lacking.length > 0)
      result.problems.push(fieldLocked('scopes', fixedBy(field)));
    result.scopes = preset;
  }
  if (field.required[0] && result.scopes.length === 0)
    result.problems.push(fieldRequired('scopes', field.required[0].policy));
  for (const { allowed, origin } of field.bounds) {
    const over = result.scopes.filter((scope) => !allowed.includes(scope));
    if (over.length > 0)
      result.problems.push(scopesNotAllowed(over.join(', '), origin.policy, listOf(allowed, origin)));
  }
}

function listOf(allowed: readonly string[], { silent }: Origin): string | undefined {
  return silent ? undefined : allowed.join(', ');
}
