import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { type AuthType, authTypes } from '../../../model/authType.ts';
import {
  type AccountKind,
  type Action,
  accountKinds,
  actions,
  alternatives,
  compile,
  type Domain,
  explain,
  type Request,
} from '../../../policy/index.ts';
import { type Command, type Given, optionOf } from '../command.ts';
import { exitCodes, wrongUsage } from '../exit.ts';
import { namer, put } from '../output.ts';
import { notOneOf } from '../parse.ts';
import { readDiskTree } from '../places/diskTree.ts';
import { type Scene, sceneOf } from '../places/scene.ts';
import { folderPath } from './ruleName.ts';
import { type Answer, whyText } from './whyText.ts';

/** `patchbay policy why`: one question, with everything that is to be said about its answer. */
export const why: Command = {
  name: 'policy why',
  summary: l10n.t('Says whether somebody may do something, which rule decides, and what is allowed instead.'),
  takes: '[folder] --connector <key>',
  most: 1,
  options: {
    user: { value: 'user', help: l10n.t('who asks; without it somebody of whom nothing is known but the groups') },
    group: {
      value: 'group',
      multiple: true,
      help: l10n.t('a group of theirs, beside those that members.jsonc says; more than once for several'),
    },
    action: { value: 'action', choices: actions, help: l10n.t('what is done; create without it') },
    connector: { value: 'key', help: l10n.t('with which connector') },
    'auth-type': { value: 'type', choices: authTypes, help: l10n.t('with which authentication type') },
    in: {
      value: 'folder',
      help: l10n.t('where: personal, or the path of a shared folder such as Finance/Payables; personal without it'),
    },
    account: { value: 'kind', choices: accountKinds, help: l10n.t('whose account; personal without it') },
    connection: { value: 'id', help: l10n.t('a connection that exists, instead of the four before') },
    format: { value: 'format', choices: ['text', 'json'], help: l10n.t('what the answer is') },
    output: { value: 'file', help: l10n.t('writes the answer to a file') },
  },
  async run(given, around) {
    const folder = resolve(around.cwd, given.words[0] ?? '.');
    const scene = sceneOf(await readDiskTree(folder), await around.connectors(folder));
    const request = requestOf(given, scene);
    const user = optionOf(given, 'user') ?? unnamed;
    const principal = scene.people.principal(user);
    const groups = principal.groups && [...new Set([...principal.groups, ...(given.options['group'] ?? [])])];
    const table = compile({
      sources: [scene.source],
      principal: { user, groups },
      domain: scene.domain,
      now: around.now(),
    });
    const explanation = explain(table, request);
    const answer: Answer = { user, groups, request, explanation, alternatives: alternatives(table, request) };
    const shown = namer(folder, around.cwd);
    const text =
      optionOf(given, 'format') === 'json'
        ? whyJson(answer, scene.domain, shown)
        : whyText(answer, scene.domain, shown);
    await put(text, given, around);
    return explanation.decision.blocked ? exitCodes.findings : exitCodes.fine;
  },
};

/** Nobody has this name: what is said of single people says nothing of them. */
export const unnamed = '(somebody)';

function requestOf(given: Given, { domain, connections }: Scene): Request {
  const action = (optionOf(given, 'action') ?? 'create') as Action;
  const id = optionOf(given, 'connection');
  if (id !== undefined) {
    const found = connections.find(({ connection }) => connection.toLowerCase() === id.toLowerCase());
    if (!found) throw wrongUsage(l10n.t('No shared folder has a connection “{0}”.', id));
    const { connector, authType, folder, account, connection } = found;
    return { action, connector, authType, folder, account, connection };
  }
  const key = optionOf(given, 'connector');
  if (key === undefined) throw wrongUsage(l10n.t('Say which connector: --connector=<key>'));
  const connector = domain.connectors.find((one) => one.key === key);
  if (!connector)
    throw notOneOf(
      '--connector',
      key,
      domain.connectors.map((one) => one.key),
    );
  const path = optionOf(given, 'in') ?? 'personal';
  const folder = domain.folders.find((one) => folderPath(one) === path);
  if (!folder) throw notOneOf('--in', path, domain.folders.map(folderPath));
  const account = (optionOf(given, 'account') ?? 'personal') as AccountKind;
  return { action, connector: key, authType: authTypeOf(given, connector), folder: folder.id, account };
}

function authTypeOf(given: Given, { key, authTypes: offered }: Domain['connectors'][number]): AuthType {
  const type = optionOf(given, 'auth-type') ?? (offered.length === 1 ? offered[0] : undefined);
  if (type === undefined) {
    throw wrongUsage(
      l10n.t('Say which authentication type: --auth-type=<type>. “{0}” offers {1}.', key, offered.join(', ')),
    );
  }
  if (!offered.includes(type as AuthType)) throw notOneOf('--auth-type', type, offered);
  return type as AuthType;
}

function whyJson(answer: Answer, { folders }: Domain, shown: (file: string) => string): string {
  const { user, groups, request, explanation, alternatives: others } = answer;
  const { decision, headline, ...rules } = explanation;
  const pathOf = (id: string | undefined) => {
    const found = folders.find((one) => one.id === id);
    return found && folderPath(found);
  };
  const asked = (one: Request) => ({ ...one, folder: pathOf(one.folder) });
  const { outcome, blocked, warned, audited, marked, missing } = decision;
  const content = {
    version: 1,
    person: { user, groups },
    request: asked(request),
    decision: { outcome, blocked, warned, audited, marked, missing },
    headline,
    ...rules,
    alternatives: others.map(({ label, warned: warns, request: other }) => ({
      label,
      warned: warns,
      request: asked(other),
    })),
  };
  const named = (key: string, value: unknown) => (key === 'file' ? shown(value as string) : value);
  return `${JSON.stringify(content, named, 2)}\n`;
}
