import type { Connection } from '../../../../src/model/connection.ts';
import type { CatalogEntry } from '../../../../src/model/connector.ts';
import { atOnce, updateSource } from '../../../../src/policy/index.ts';
import { type Draft, draftSteps } from '../../../../src/views/policyEditing/draft.ts';
import type { Scene } from '../../../../src/views/policyEditing/scene.ts';

export const directory = '/w/.patchbay/policies';
export const file = `${directory}/a.policy.jsonc`;

const connector = (key: string, name: string, categories: string[]): CatalogEntry => ({
  ...{ key, name, description: `What ${name} is.`, categories, synonyms: [] },
  authTypes: ['pat', 'byoa'],
});

const connection = (id: string, more: Partial<Connection>) =>
  ({ id, name: id, connector: 'github', authType: 'pat', accountKind: 'personal', folder: 'f', ...more }) as Connection;

/** Two connectors, a personal and two shared folders, five connections, three people in two groups. */
export function scene(saved: Record<string, object> = {}): Scene {
  const files = Object.entries(saved).map(([name, content]) => ({
    file: `${directory}/${name}.policy.jsonc`,
    text: JSON.stringify(content, null, 2),
  }));
  return {
    sources: [updateSource(undefined, { kind: 'workspace', id: directory, trusted: true, files })],
    domain: {
      connectors: [connector('github', 'GitHub', ['Code']), connector('slack', 'Slack', ['Chat'])],
      folders: [
        { id: 'personal', kind: 'personal', path: [] },
        { id: 'f', kind: 'shared', path: ['Finance'] },
        { id: 'p', kind: 'shared', path: ['Finance', 'Payables'] },
      ],
      roles: [{ name: 'Maker', permissions: ['Create'] }],
    },
    principal: { user: 'ana@x.example', groups: ['makers'] },
    people: {
      users: ['ana@x.example', 'bob@x.example', 'eve@x.example'],
      groups: new Map([
        ['makers', ['ana@x.example', 'bob@x.example']],
        ['readers', ['eve@x.example']],
      ]),
      keys: [],
    },
    connections: [
      connection('one', {}),
      connection('two', { accountKind: 'service' }),
      connection('three', { connector: 'slack', folder: 'p' }),
      connection('four', { authType: 'byoa', folder: 'personal' }),
      connection('five', { connector: 'unknown' }),
    ],
    folders: new Map(),
    now: Date.parse('2026-06-15T12:00:00Z'),
  };
}

export const tenant = { name: 'Baseline', deploy: [{ tenant: true }] };

/** What is known of a policy that is written into `file`. */
export function draftOf(content: object | string, at: Scene = scene()): Draft {
  const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2);
  return atOnce(draftSteps(text, file, at));
}
