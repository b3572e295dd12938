import * as l10n from '@vscode/l10n';
import { connectorForm } from '../../connections/form.ts';
import { type AuthType, authTypes, describeAuthType } from '../../model/authType.ts';
import type { CatalogEntry, Connector } from '../../model/connector.ts';
import { everybody, groupPrefix } from '../../model/folderSchema.ts';
import { builtInRoles } from '../../policy/index.ts';
import { missingGroups, missingRoles } from '../membersEditing/suggestions.ts';
import type { PolicyFileKind } from './kinds.ts';
import type { Scene } from './scene.ts';
import { dayWords } from './words.ts';

/** A word that may stand at a place. */
export interface Suggestion {
  word: string;
  kind:
    | 'connector'
    | 'authType'
    | 'parameter'
    | 'scope'
    | 'person'
    | 'group'
    | 'role'
    | 'folder'
    | 'day'
    | 'id'
    | 'word';
  detail?: string;
  description?: string;
}

/** Where the cursor is. */
export interface Place {
  kind: PolicyFileKind;
  /** From the root; of a key its object's path. */
  path: readonly (string | number)[];
  isKey: boolean;
}

/** What suggestions are made from. */
export interface Known {
  scene: Scene;
  /** The connectors that the place names, as their records say. */
  connectors: ReadonlyMap<string, Connector>;
}

type Give = (known: Known, path: Place['path']) => Suggestion[];

/** A pattern of a path (`*` one step, a last `**` any number of indices), with what may stand there. */
type Entry = [kind: PolicyFileKind, key: boolean, pattern: string, give: Give];

const days = [1, 7, 30, 90, 365];

/** Words that the JSON schema offers already (keys, actions, authentication types of conditions) are not among them. */
const entries: Entry[] = [
  ['policy', true, 'settings.connectors', (known) => [star(), ...connectors(known)]],
  ['policy', true, 'settings.connectors.*.authTypes', (known, path) => [star(), ...types(known, path[2])]],
  ['policy', true, 'settings.connectors.*.authTypes.*.parameters', parameters],
  ['policy', false, 'settings.connectors.*.authTypes.*.parameters.*.value.**', values],
  ['policy', false, 'settings.connectors.*.authTypes.*.parameters.*.allowed.**', values],
  ['policy', false, 'settings.connectors.*.authTypes.*.parameters.*.from', references],
  ['policy', false, 'settings.connectors.*.except.*.*', exemption],
  ['policy', false, 'settings.connectors.*.authTypes.*.except.*.*', exemption],
  ['policy', false, 'guardrails.*.except.*.*', exemption],
  ['policy', false, 'guardrails.*.from', dates],
  ['policy', false, 'guardrails.*.when.*.**', condition],
  ['policy', false, 'guardrails.*.unless.*.**', condition],
  ['policy', false, 'deploy.*.group', (known) => groups(known)],
  ['policy', false, 'deploy.*.user', (known) => people(known)],
  ['test', false, 'tests.*.as.user', (known) => people(known)],
  ['test', false, 'tests.*.as.groups.*', (known) => groups(known)],
  ['test', false, 'tests.*.as.roles.*', (known) => roles(known)],
  ['test', false, 'tests.*.connector', (known) => connectors(known)],
  [
    'test',
    false,
    'tests.*.folder',
    (known) => folders(known).filter(({ word }) => word !== 'shared' && !/[*?]/.test(word)),
  ],
  ['test', false, 'tests.*.connection', (known) => ids(known)],
  ['test', false, 'tests.*.on', dates],
  ['test', false, 'tests.*.by', rules],
  ['members', false, 'groups.*.*', (known) => people(known)],
  ['members', false, 'people.*.user', (known) => people(known)],
  ['members', true, 'groups', missingGroups],
  ['members', true, 'roles', (known) => missingRoles(known, Object.keys(builtInRoles))],
  ['folder', true, 'roles', (known) => roles(known)],
  ['folder', false, 'roles.*.*', holders],
];

/** What may stand where the cursor is, the likeliest first. */
export function suggestionsAt(place: Place, known: Known): Suggestion[] {
  const entry = entries.find(
    ([kind, key, pattern]) => kind === place.kind && key === place.isKey && matches(pattern.split('.'), place.path),
  );
  return entry?.[3](known, place.path) ?? [];
}

/** The key of the connector whose record {@link suggestionsAt} needs; `undefined` where it needs none. */
export function connectorAt({ kind, path }: Place): string | undefined {
  const [root, connectorsKey, key, , , parametersKey] = path;
  const about =
    kind === 'policy' && root === 'settings' && connectorsKey === 'connectors' && parametersKey === 'parameters';
  return about && typeof key === 'string' && key !== '*' ? key : undefined;
}

function matches(pattern: readonly string[], path: Place['path']): boolean {
  const open = pattern.at(-1) === '**';
  const fixed = open ? pattern.slice(0, -1) : pattern;
  const rest = path.slice(fixed.length);
  if (path.length < fixed.length || rest.length > (open ? 1 : 0) || rest.some((step) => typeof step !== 'number'))
    return false;
  return fixed.every((word, index) => word === '*' || word === String(path[index]));
}

function star(): Suggestion {
  return { word: '*', kind: 'word', detail: l10n.t('all that say nothing themselves') };
}

function connectors({ scene }: Known): Suggestion[] {
  return (scene.domain.connectors as CatalogEntry[]).map(({ key, name, description }) => ({
    ...{ word: key, kind: 'connector', detail: name, description },
  }));
}

function types({ scene }: Known, key: string | number | undefined): Suggestion[] {
  const offered: readonly AuthType[] = scene.domain.connectors.find((one) => one.key === key)?.authTypes ?? authTypes;
  return offered.map((type) => {
    const { label, description } = describeAuthType(type);
    return { word: type, kind: 'authType', detail: label, description };
  });
}

function parameters({ connectors: records }: Known, path: Place['path']): Suggestion[] {
  const record = records.get(String(path[2]));
  if (!record) return ['clientId', 'clientSecret', 'scopes'].map((word) => ({ word, kind: 'parameter' }));
  const forms = connectorForm(record).authTypes.filter(({ type }) => path[4] === '*' || path[4] === type);
  const fields = forms.flatMap((form) => [
    ...form.fields.map(({ name, label, description }) => {
      return { word: name, kind: 'parameter' as const, detail: label, ...(description ? { description } : {}) };
    }),
    ...(form.scopes ? [{ word: 'scopes', kind: 'parameter' as const, detail: l10n.t('Scopes') }] : []),
  ]);
  return [...new Map(fields.map((field) => [field.word, field])).values()];
}

function values({ connectors: records }: Known, path: Place['path']): Suggestion[] {
  const record = records.get(String(path[2]));
  const name = path[6];
  if (name === 'scopes') {
    return (record?.oauth?.scopes ?? []).map((scope) => {
      return { word: scope.name, kind: 'scope', ...(scope.description ? { detail: scope.description } : {}) };
    });
  }
  const parameter = record?.parameters.find((one) => one.name === name);
  const choices = parameter?.choices?.map(
    ({ value, label }): Suggestion => ({ word: value, kind: 'word', detail: label }),
  );
  const hosts =
    path[7] === 'allowed' ? (parameter?.hosts ?? []).map((word): Suggestion => ({ word, kind: 'word' })) : [];
  return [...(choices ?? []), ...hosts];
}

function references(): Suggestion[] {
  return [
    { word: 'env:NAME', kind: 'word', detail: l10n.t('an environment variable of the person') },
    { word: 'file:/path', kind: 'word', detail: l10n.t('a file that the person alone can read') },
    { word: 'vault://store/mount/path#field', kind: 'word', detail: l10n.t('a store that the person named') },
  ];
}

function exemption(known: Known, path: Place['path']): Suggestion[] {
  switch (path.at(-1)) {
    case 'connection':
      return ids(known);
    case 'until':
      return dates(known);
    default:
      return path.at(-1) === 'approvedBy' ? people(known) : [];
  }
}

function condition(known: Known, path: Place['path']): Suggestion[] {
  switch (path[3]) {
    case 'connector':
      return connectors(known);
    case 'category':
      return categories(known);
    case 'folder':
      return folders(known);
    case 'role':
      return roles(known);
    case 'group':
      return groups(known);
    default:
      return path[3] === 'user' ? people(known) : [];
  }
}

function categories({ scene }: Known): Suggestion[] {
  const counts = new Map<string, number>();
  for (const word of scene.domain.connectors.flatMap((one) => one.categories))
    counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].sort().map(([word, count]) => ({ word, kind: 'word', detail: l10n.t('{0} connectors', count) }));
}

function folders({ scene }: Known): Suggestion[] {
  const shared = scene.domain.folders.filter(({ kind }) => kind === 'shared').map(({ path }) => path.join('/'));
  const around = shared.filter((path) => shared.some((other) => other.startsWith(`${path}/`)));
  return [
    { word: 'personal', kind: 'folder', detail: l10n.t('the Personal Workspace') },
    { word: 'shared', kind: 'folder', detail: l10n.t('every shared folder') },
    ...around.sort().map((path) => ({
      ...{ word: `${path}/**`, kind: 'folder' as const, detail: l10n.t('{0} and the folders inside it', path) },
    })),
    ...shared.sort().map((word) => ({ word, kind: 'folder' as const })),
  ];
}

function roles({ scene }: Known): Suggestion[] {
  const own = scene.domain.roles ?? [];
  return [...Object.entries(builtInRoles), ...own.map((role) => [role.name, role.permissions] as const)].map(
    ([word, permissions]) => ({ word, kind: 'role', detail: permissions.join(', ') }),
  );
}

function groups({ scene }: Known): Suggestion[] {
  return [...scene.people.groups].map(([word, users]) => ({
    word,
    kind: 'group',
    detail: l10n.t('{0} people', users.length),
  }));
}

function people({ scene }: Known): Suggestion[] {
  const { user } = scene.principal;
  const you = user === undefined ? [] : [{ word: user, kind: 'person' as const, detail: l10n.t('you') }];
  return [
    ...you,
    ...scene.people.users.filter((one) => one !== user).map((word) => ({ word, kind: 'person' as const })),
  ];
}

function holders(known: Known): Suggestion[] {
  const all = { word: everybody, kind: 'group', detail: l10n.t('everybody') } as const;
  return [...people(known), ...groups(known).map((one) => ({ ...one, word: groupPrefix + one.word })), all];
}

function ids({ scene }: Known): Suggestion[] {
  return scene.connections.map(({ id, name, connector }) => ({
    word: id,
    kind: 'id',
    detail: `${name} (${connector})`,
  }));
}

function dates({ scene }: Known): Suggestion[] {
  return days.map((after) => {
    const word = dayAfter(scene.now, after);
    return { word, kind: 'day', detail: dayWords(word, scene.now) };
  });
}

/** The day so many days after a moment, as files write it. */
export function dayAfter(now: number, days: number): string {
  return new Date(now + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}

function rules({ scene }: Known): Suggestion[] {
  return scene.sources.flatMap(({ documents }) =>
    documents.flatMap(({ content }) => [
      { word: content.name, kind: 'word' as const, detail: l10n.t('policy') },
      ...content.guardrails.map(({ id, because }) => {
        return { word: id, kind: 'word' as const, detail: because ?? content.name };
      }),
    ]),
  );
}
