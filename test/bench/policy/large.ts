/* What a large organisation has: 5,000 rules over 300 connectors, 40 folders, 10,000 connections. */
import type { AuthType } from '../../../src/model/authType.ts';
import {
  type Domain,
  type Principal,
  readPolicy,
  type Source,
  type Subject,
  updateSource,
} from '../../../src/policy/index.ts';

const offered: AuthType[] = ['oauth2', 'byoa', 'pat', 'apiKey'];
const kinds = ['personal', 'service'] as const;

export const largeDomain: Domain = {
  connectors: Array.from({ length: 300 }, (_, index) => ({
    key: `connector-${index}`,
    name: `Connector ${index}`,
    categories: [`Category ${index % 20}`],
    authTypes: offered,
  })),
  folders: [
    { id: 'personal', kind: 'personal', path: [] },
    ...Array.from({ length: 39 }, (_, index) => ({
      id: `f${index}`,
      kind: 'shared' as const,
      path: [`Team ${index % 13}`, `Part ${index}`],
    })),
  ],
};

export const largePrincipal: Principal = { user: 'ana@acme.example', groups: ['g1', 'g2'] };

/** A policy as an administrator writes it, one guardrail a line. */
export function largeText(count: number, change = ''): string {
  const rules = Array.from({ length: count }, (_, index) =>
    JSON.stringify({
      id: `rule-${index}`,
      deny: index % 3 ? ['create'] : ['create', 'use'],
      when: {
        connector: `connector-${index % 300}`,
        ...(index % 2 ? { authType: offered[index % 4] } : { folder: `Team ${index % 13}/**` }),
        account: kinds[index % 2],
      },
      because: `Rule ${index} of the platform team.${change}`,
    }),
  );
  return `{\n"name": "Large",\n"deploy": [{ "tenant": true }],\n"guardrails": [\n${rules.join(',\n')}\n]\n}\n`;
}

export const largeConnections: Subject[] = Array.from({ length: 10_000 }, (_, index) => ({
  connector: `connector-${index % 300}`,
  authType: offered[index % 4],
  folder: index % 5 ? `f${index % 39}` : 'personal',
  account: kinds[(index >> 3) % 2],
}));

/** A source of several files. */
export function largeSource(previous: Source | undefined, texts: readonly string[]): Source {
  const files = texts.map((text, index) => ({ file: `${index}.policy.jsonc`, text }));
  return updateSource(previous, { kind: 'workspace', id: 'large', trusted: true, files });
}

export { readPolicy };
