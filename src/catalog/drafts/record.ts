import { wordsOf } from '../words.ts';

/** A connector's record in the making, as its author would write it. */
export interface DraftRecord {
  key: string;
  name: string;
  description: string;
  parameters?: object[];
  authTypes: string[];
  oauth?: Record<string, unknown>;
  pat?: object;
  apiKey?: object;
  api: { baseUrl: string; health?: { path: string; identity?: string[] } };
  provenance: { source: string; kind: string; readOn: string }[];
}

/** `Our API (test)` → `our-api-test`. */
export function keyOf(name: string): string {
  const words = wordsOf(name).flatMap((word) => word.match(/[a-z0-9]+/g) ?? []);
  return words.join('-').slice(0, 60) || 'our-api';
}

/** The paths of an API at which it usually tells who asks, the likeliest first. */
export const whoPaths = ['/me', '/user', '/users/me', '/whoami', '/userinfo', '/account', '/self', '/profile'];

/** Where in such an answer the account usually stands. */
export const whoMembers = ['email', 'preferred_username', 'username', 'login', 'name', 'id'];

/** A record to begin with: an API with a key in a header. */
export function blankRecord(name: string, today: string): DraftRecord {
  return {
    key: keyOf(name),
    name,
    description: 'What it is, in a sentence.',
    authTypes: ['apiKey'],
    apiKey: { placement: { in: 'header', name: 'Authorization', prefix: 'Bearer ' } },
    api: { baseUrl: 'https://api.example.com', health: { path: '/me', identity: whoMembers } },
    provenance: [{ source: 'https://docs.example.com', kind: 'vendor', readOn: today }],
  };
}

/** The text of a new file. */
export function draftText(record: DraftRecord): string {
  return `// A connector of this workspace. Its hosts are shown to a person before the first secret goes there.\n${JSON.stringify(record, undefined, 2)}\n`;
}
