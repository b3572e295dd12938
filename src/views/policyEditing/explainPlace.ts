import * as l10n from '@vscode/l10n';
import { type AuthType, authTypes, describeAuthType } from '../../model/authType.ts';
import type { CatalogEntry } from '../../model/connector.ts';
import { groupPrefix } from '../../model/folderSchema.ts';
import { matchesFolder } from '../../policy/condition.ts';
import { builtInRoles, folderName, type PolicyDocument } from '../../policy/index.ts';
import type { Scene } from './scene.ts';
import type { Place } from './suggest.ts';
import { dayWords, guardrailSentence } from './words.ts';

/** What is to be said about a word: a title and sentences, plain. */
export interface Said {
  title: string;
  lines: string[];
}

/** No hover names more of them. */
const most = 8;

/**
 * Explains the word under the pointer.
 *
 * @param path of a key with the key itself.
 * @param word the key, or the value.
 */
export function explainPlace(
  { kind, path, isKey }: Place,
  word: string,
  scene: Scene,
  document?: PolicyDocument,
): Said | undefined {
  const names = path.map(String);
  const owner = typeof path.at(-1) === 'number' ? names.at(-2) : names.at(-1);
  if (kind === 'policy' && isKey && names.length === 3 && names[1] === 'connectors') return connectorSaid(word, scene);
  if (isKey && names.at(-2) === 'authTypes') return typeSaid(word);
  if (kind === 'folder' && names[0] === 'roles') return isKey ? roleSaid(word, scene) : holderSaid(word, scene);
  if (kind === 'members' && isKey && names[0] === 'groups') return groupSaid(word, scene);
  if (kind === 'policy' && names[0] === 'guardrails' && (owner === 'id' || (isKey && names.length === 3))) {
    const guardrail = document?.content.guardrails[path[1] as number];
    const about = isKey ? ['deny', 'id', 'rollout', 'when', 'unless'].includes(word) : true;
    if (guardrail && about) return { title: guardrail.id, lines: [guardrailSentence(guardrail)] };
  }
  if (isKey) return undefined;
  switch (owner) {
    case 'connector':
      return connectorSaid(word, scene);
    case 'authType':
      return typeSaid(word);
    case 'group':
    case 'groups':
      return groupSaid(word, scene);
    case 'user':
    case 'approvedBy':
      return personSaid(word, scene);
    case 'role':
    case 'roles':
      return roleSaid(word, scene);
    case 'folder':
      return folderSaid(word, scene);
    case 'connection':
      return connectionSaid(word, scene);
    case 'until':
    case 'on':
      return daySaid(word, scene);
    case 'from':
      return daySaid(word, scene);
    default:
      return undefined;
  }
}

function connectorSaid(key: string, { domain, connections }: Scene): Said | undefined {
  if (key === '*') return { title: '*', lines: [l10n.t('All connectors that say nothing themselves.')] };
  const entry = domain.connectors.find((one) => one.key === key) as CatalogEntry | undefined;
  if (!entry) return undefined;
  const count = connections.filter((one) => one.connector === key).length;
  return {
    title: entry.name,
    lines: [
      entry.description,
      l10n.t('Authentication types: {0}', entry.authTypes.map((type) => describeAuthType(type).label).join(', ')),
      ...(entry.categories.length > 0 ? [l10n.t('Categories: {0}', entry.categories.join(', '))] : []),
      count === 1 ? l10n.t('1 connection today') : l10n.t('{0} connections today', count),
    ],
  };
}

function typeSaid(type: string): Said | undefined {
  if (type === '*') return { title: '*', lines: [l10n.t('All authentication types that say nothing themselves.')] };
  if (!authTypes.includes(type as AuthType)) return undefined;
  const { label, description } = describeAuthType(type as AuthType);
  return { title: label, lines: [description] };
}

function groupSaid(name: string, { people }: Scene): Said {
  const members = people.groups.get(name);
  if (!members) return { title: name, lines: [l10n.t('No members.jsonc names this group.')] };
  return {
    title: name,
    lines: [members.length === 1 ? l10n.t('1 member') : l10n.t('{0} members', members.length), some(members)],
  };
}

function personSaid(user: string, { people, principal }: Scene): Said {
  const wanted = user.toLowerCase();
  const groups = [...people.groups].filter(([, users]) => users.some((one) => one.toLowerCase() === wanted));
  const names = groups.map(([name]) => name);
  return {
    title: user,
    lines: [
      ...(principal.user?.toLowerCase() === wanted ? [l10n.t('This is you.')] : []),
      names.length > 0 ? l10n.t('Groups: {0}', some(names)) : l10n.t('In no group.'),
    ],
  };
}

function holderSaid(word: string, scene: Scene): Said {
  if (word === '*') return { title: '*', lines: [l10n.t('Everybody.')] };
  return word.startsWith(groupPrefix) ? groupSaid(word.slice(groupPrefix.length), scene) : personSaid(word, scene);
}

function roleSaid(name: string, { domain }: Scene): Said {
  const own = domain.roles?.find((role) => role.name === name)?.permissions;
  const permissions = builtInRoles[name] ?? own;
  if (!permissions) return { title: name, lines: [l10n.t('Nobody defines this role.')] };
  return { title: name, lines: [l10n.t('Permits: {0}', permissions.join(', ') || l10n.t('nothing'))] };
}

function folderSaid(word: string, { domain, connections }: Scene): Said {
  const found = domain.folders.filter((folder) => matchesFolder({ folder: word }, folder));
  const ids = new Set(found.map(({ id }) => id));
  const count = connections.filter(({ folder }) => ids.has(folder)).length;
  if (found.length === 0) return { title: word, lines: [l10n.t('No folder matches today.')] };
  return {
    title: word,
    lines: [
      l10n.t('Today: {0}', some(found.map((folder) => folderName(folder)))),
      count === 1 ? l10n.t('1 connection today') : l10n.t('{0} connections today', count),
    ],
  };
}

function connectionSaid(id: string, { connections, folders }: Scene): Said {
  const found = connections.find((one) => one.id === id);
  if (!found) return { title: id, lines: [l10n.t('There is no such connection here.')] };
  const folder = folders.get(found.folder)?.path.join(' / ');
  return { title: found.name, lines: [[found.connector, found.account, folder].filter(Boolean).join(' · ')] };
}

function daySaid(day: string, { now }: Scene): Said | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  return { title: day, lines: [l10n.t('{0} (days begin and end in UTC)', dayWords(day, now))] };
}

function some(words: readonly string[]): string {
  const shown = words.slice(0, most).join(', ');
  return words.length > most ? l10n.t('{0} and {1} more', shown, words.length - most) : shown;
}
