import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** How many connections each folder has, by its path. */
export type Shape = ReadonlyMap<string, number>;

/** Five connections in each of two folders. */
export const few: Shape = new Map([
  ['Finance', 5],
  ['Sales', 5],
]);

/** The name of the folder with a thousand connections. */
export const thousand = 'A thousand';

/** 10,000 connections in 500 folders, 25 at the top; one has a thousand, the others 18 or 19. */
export const many: Shape = new Map([
  [thousand, 1000],
  ...Array.from({ length: 499 }, (_, n): [string, number] => [pathOf(n), n < 18 ? 19 : 18]),
]);

/** 10,000 connections in one folder. */
export const wide: Shape = new Map([['All', 10_000]]);

function pathOf(n: number): string {
  const top = `Department ${String(n % 24).padStart(2, '0')}`;
  return n < 24 ? top : join(top, `Team ${Math.floor(n / 24)}`);
}

export function countOf(shape: Shape): number {
  return [...shape.values()].reduce((sum, count) => sum + count, 0);
}

/** Writes the folders of a shape below `directory`, with what teams write into such files. */
export function writeShape(directory: string, shape: Shape): void {
  const applications = ['github', 'slack', 'jira', 'salesforce'];
  let n = 0;
  for (const [path, count] of shape) {
    const folder = join(directory, path);
    mkdirSync(folder, { recursive: true });
    const about = { version: 1, description: `Connections of ${path}`, credentials: 'eachMember' };
    writeFileSync(join(folder, 'folder.jsonc'), JSON.stringify(about, undefined, 2));
    for (let at = 0; at < count; at++, n++) {
      const record = {
        version: 1,
        id: randomUUID(),
        name: `Connection ${n}`,
        connector: applications[n % applications.length],
        authType: 'pat',
        accountKind: 'personal',
        account: `user${n}@acme.example`,
        parameters: { siteUrl: 'https://acme.example' },
        scopes: ['read', 'write'],
        createdBy: 'ana@acme.example',
        createdAt: '2026-11-23T10:00:00Z',
        credential: { kind: 'eachMember' },
      };
      writeFileSync(join(folder, `connection-${n}.connection.jsonc`), JSON.stringify(record, undefined, 2));
    }
  }
}
