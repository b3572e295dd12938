import * as l10n from '@vscode/l10n';
import type { Scope } from '../model/connector.ts';
import type { FormField } from '../model/formField.ts';
import type { PresetField, Presets, Refusal } from '../policy/index.ts';
import type { AuthTypeForm } from './form.ts';
import type { FormPlaces } from './governedFormPlaces.ts';
import type { FieldPolicy, GovernedField, GovernedScope, GovernedType, Speaker } from './governedFormTypes.ts';

type Governed = Pick<GovernedType, 'fields' | 'unseen' | 'scopes' | 'scopesPolicy'>;

/** What a form asks once policies have spoken: filled, locked, bounded, and without what they hide or make needless. */
export function governedFields(form: AuthTypeForm, { fields: presets }: Presets, places: FormPlaces): Governed {
  const unseen: Governed['unseen'] = [];
  const needless = new Set<string>();
  for (const { name, or } of form.fields) if (or && presets.get(name)?.secret) needless.add(or);
  const isSeen = (label: string, preset: PresetField | undefined): boolean => {
    if (!preset?.hidden) return true;
    const by = preset.origin && places.speaker(preset.origin);
    if (by?.fromWorkspace) unseen.push({ label, by });
    return false;
  };
  const fields = form.fields
    .filter(({ name, label }) => !needless.has(name) && isSeen(label, presets.get(name)))
    .map((field) => governedField(field, presets.get(field.name), places));
  const preset = presets.get('scopes');
  const shown = form.scopes !== undefined && isSeen(l10n.t('Scopes'), preset);
  if (!form.scopes || !shown) return { fields, unseen };
  if (!preset) return { fields, unseen, scopes: form.scopes };
  const scopesPolicy = policyOf(preset, places);
  return { fields, unseen, scopes: governedScopes(form.scopes, preset, scopesPolicy), scopesPolicy };
}

function governedField(field: FormField, preset: PresetField | undefined, places: FormPlaces): GovernedField {
  if (!preset) return field;
  const policy = policyOf(preset, places);
  const { or: _or, ...rest } = field;
  if (preset.secret) return { ...rest, required: false, policy };
  const value = preset.value === undefined ? undefined : [preset.value].flat().join(' ');
  // What is locked and not given stays empty; the connector's own proposal is none of the policy.
  const { default: _, ...bare } = field;
  const base = policy.locked && value === undefined ? bare : field;
  return {
    ...base,
    required: field.required || policy.required !== undefined,
    ...(value === undefined ? {} : { default: value }),
    ...(field.choices ? { choices: choicesWithin(field.choices, preset) } : {}),
    policy,
  };
}

function choicesWithin(choices: NonNullable<FormField['choices']>, { bounds }: PresetField) {
  return choices.filter(({ value }) => bounds.every(({ allowed }) => allowed.includes(value)));
}

function policyOf(preset: PresetField, places: FormPlaces): FieldPolicy {
  const { origin, value, secret, locked, required, bounds, refused } = preset;
  const by = origin && places.speaker(origin);
  return {
    ...(by && value !== undefined ? { filled: by } : {}),
    ...(by && secret ? { secret: by } : {}),
    ...(locked[0] ? { locked: places.speaker(locked[0]) } : {}),
    ...(required[0] ? { required: places.speaker(required[0]) } : {}),
    bounds: bounds.map((bound) => ({ allowed: bound.allowed, by: places.speaker(bound.origin) })),
    refused: refused.map((one) => ({ by: places.speaker(one.origin), because: refusalWords(one.because) })),
  };
}

/** The connector's scopes and those that a policy asks for besides; chosen is what the policy says, if it says something. */
function governedScopes(known: Scope[], { value }: PresetField, { bounds }: FieldPolicy): GovernedScope[] {
  const given = value === undefined ? undefined : [value].flat().flatMap((scopes) => scopes.split(' ').filter(Boolean));
  const names = new Set(known.map(({ name }) => name));
  // Of a workspace that is not trusted no word is offered.
  const offered = bounds.flatMap(({ allowed, by }) => (by.policy === undefined ? [] : allowed));
  const others = [...(given ?? []), ...offered].filter((name) => !names.has(name));
  const added = [...new Set(others)].map((name): Scope => ({ name, required: false, preselected: false }));
  return [...known, ...added].map((scope) => {
    const outside = outsideOf(bounds, scope.name);
    const preselected = (given ? given.includes(scope.name) : scope.preselected) && !outside;
    return { ...scope, preselected, ...(outside ? { outside } : {}) };
  });
}

/** Whose bound a value is outside of. */
export function outsideOf(bounds: FieldPolicy['bounds'], value: string): Speaker | undefined {
  return bounds.find(({ allowed }) => !allowed.includes(value))?.by;
}

function refusalWords(because: Refusal): string {
  switch (because) {
    case 'untrusted':
      return l10n.t('this workspace is not trusted');
    case 'host':
      return l10n.t('it would lead to a host that is not the application’s own');
    case 'reference':
      return l10n.t('a workspace must not name a secret of yours');
    case 'expired':
      return l10n.t('the policy has expired');
  }
}
