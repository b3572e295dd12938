/*
 * One policy set for all engines: 147 settings over three levels, of which the nearest that speaks decides, and three
 * guardrails that nobody relaxes. 50 connectors × 4 authentication types × 3 folders × 2 account kinds.
 */
import type { AuthType } from '../../../src/model/authType.ts';
import type { Domain, Principal } from '../../../src/policy/index.ts';

export const types: AuthType[] = ['oauth2', 'byoa', 'pat', 'basic'];
export const accounts = ['personal', 'service'] as const;
export const connectors = Array.from({ length: 50 }, (_, index) => `connector-${index}`);

/** A folder, and the role that the person has there. */
export const folders = [
  { id: 'personal', kind: 'personal' as const, roles: [] as string[] },
  { id: 'team', kind: 'shared' as const, roles: ['Maker'] },
  { id: 'mine', kind: 'shared' as const, roles: ['Folder Administrator'] },
];

/** Level → connector → type → on or off; the nearest level first. */
export type Levels = Record<string, Record<string, boolean>>[];

/** The same numbers on every computer. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export const levels: Levels = (() => {
  const next = random(7);
  return [0, 1, 2].map(() => {
    const level: Levels[number] = {};
    for (let rules = 0; rules < 49; ) {
      const connector = connectors[Math.floor(next() * connectors.length)] as string;
      const type = types[Math.floor(next() * types.length)] as string;
      const entries = level[connector] ?? {};
      if (type in entries) continue;
      level[connector] = { ...entries, [type]: next() < 0.4 };
      rules++;
    }
    return level;
  });
})();

export interface Guardrail {
  id: string;
  deny: string[];
  when: Record<string, string[]>;
  unless?: Record<string, string[]>;
}

export const guardrails: Guardrail[] = [
  { id: 'people-stay-personal', deny: ['create', 'move'], when: { folder: ['shared'], account: ['personal'] } },
  { id: 'admins-share', deny: ['create'], when: { folder: ['shared'] }, unless: { role: ['Folder Administrator'] } },
  { id: 'no-passwords', deny: ['create', 'reconnect'], when: { authType: ['basic'] } },
];

export const principal: Principal = { user: 'ana@acme.example', groups: ['finance'] };

export const domain: Domain = {
  connectors: connectors.map((key) => ({ key, name: key, categories: [], authTypes: types })),
  folders: folders.map(({ id, kind, roles }) => {
    const at = { file: `${id}/folder.jsonc`, line: 1, column: 1, offset: 0, length: 1 };
    const grants = roles.map((role) => ({ role, users: ['ana@acme.example'], at }));
    return { id, kind, path: kind === 'shared' ? [id] : [], ...(kind === 'shared' ? { roles: { at, grants } } : {}) };
  }),
  roles: [{ name: 'Maker', permissions: ['View', 'Edit', 'Create', 'Delete'] }],
};

const settings = (level: Levels[number]) => ({
  connectors: Object.fromEntries(
    Object.entries(level).map(([connector, entries]) => [
      connector,
      { authTypes: Object.fromEntries(Object.entries(entries).map(([type, enabled]) => [type, { enabled }])) },
    ]),
  ),
});

/** The files of the policy set, in our own format. */
export const files = [
  {
    name: 'Mine',
    deploy: [{ user: 'ana@acme.example' }],
    inherits: true,
    settings: settings(levels[0] as Levels[number]),
  },
  {
    name: 'Finance',
    deploy: [{ group: 'finance', priority: 1 }],
    inherits: true,
    settings: settings(levels[1] as Levels[number]),
  },
  { name: 'Baseline', deploy: [{ tenant: true }], settings: settings(levels[2] as Levels[number]), guardrails },
].map((policy, index) => ({ file: `${index}.policy.jsonc`, text: JSON.stringify(policy, null, 2) }));

/** One question. */
export interface Question {
  connector: string;
  authType: AuthType;
  folder: (typeof folders)[number];
  account: (typeof accounts)[number];
}

/** Every point. */
export const questions: Question[] = connectors.flatMap((connector) =>
  types.flatMap((authType) =>
    folders.flatMap((folder) => accounts.map((account) => ({ connector, authType, folder, account }))),
  ),
);

/** The rules as a person would read them, one after the other: what all engines must agree with. */
export function mayCreate({ connector, authType, folder, account }: Question): boolean {
  if (authType === 'basic') return false;
  if (folder.kind === 'shared' && account === 'personal') return false;
  if (folder.kind === 'shared' && !folder.roles.includes('Folder Administrator')) return false;
  for (const level of levels) {
    const said = level[connector]?.[authType];
    if (said !== undefined) return said;
  }
  return true;
}
