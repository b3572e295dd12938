import { appendFileSync, existsSync, readFileSync } from 'node:fs';

const file = process.env['PATCHBAY_TEST_SECRETS'];

/**
 * Says that a test uses this secret; gives it back. After the run `npm test` looks for every one of them in all that
 * the run left behind (secretScan.ts). Does nothing where a suite runs alone.
 *
 * @throws where it is shorter than 12 characters: it would be found by chance.
 */
export function remember(secret: string): string {
  if (secret.length < 12)
    throw new Error('A secret of a test has at least 12 characters, so that it is not found by chance.');
  if (file) appendFileSync(file, `${JSON.stringify(secret)}\n`, { mode: 0o600 });
  return secret;
}

/** All that were remembered, each once. */
export function remembered(from: string): string[] {
  if (!existsSync(from)) return [];
  const lines = readFileSync(from, 'utf8').split('\n').filter(Boolean);
  return [...new Set(lines.map((line) => JSON.parse(line) as string))];
}
