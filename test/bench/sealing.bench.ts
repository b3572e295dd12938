/*
 * What it costs to seal a secret to a folder of 200 members, sign it and open it again, beside age's own command line where
 * it is there. `npm run bench:sealing`.
 */
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { purposeOfConnection } from '../../src/connections/sharing/sharedSecret.ts';
import { newIdentity, seal, unseal } from '../../src/storage/seal.ts';
import { isSignedBy, signingKeyOf, signText } from '../../src/storage/signature.ts';
import { median, range } from './statistics.ts';

const members = 200;
const runs = 30;

const people = await Promise.all(Array.from({ length: members }, newIdentity));
const recipients = people.map(({ publicKey }) => publicKey);
const { identity } = people.at(-1) as (typeof people)[number];
const purpose = purposeOfConnection(randomUUID());
const secret = JSON.stringify({ version: 1, secrets: { token: 'x'.repeat(40) }, boundTo: '', typedAt: '' });
const home = await mkdtemp(join(tmpdir(), 'patchbay-bench-'));
try {
  const sealing = await times(async () => {
    const sealed = await seal(secret, purpose, recipients);
    signText(sealed, identity);
  });
  const sealed = await seal(secret, purpose, recipients);
  const signature = signText(sealed, identity);
  const opening = await times(async () => {
    isSignedBy(sealed, signature, signingKeyOf(identity));
    const opened = await unseal(sealed, purpose, identity);
    if ('problem' in opened) throw new Error(opened.problem);
  });
  say(`seal and sign for ${members} members`, sealing);
  say('verify and open, as the last of them', opening);
  const peer = await withAge(sealed);
  const ms = median(sealing);
  if (peer)
    console.log(
      `age's command line seals to the same ${members} in ${median(peer).toFixed(1)} ms, a process each time`,
    );
  const ratio = peer ? `, ${(ms / median(peer)).toFixed(2)} times age's command line` : '';
  console.log(`sealing to ${members} members takes ${ms.toFixed(1)} ms (aim: under 100)${ratio}`);
} finally {
  await rm(home, { recursive: true });
}

async function times(act: () => Promise<void>): Promise<number[]> {
  await act();
  const found: number[] = [];
  for (let n = 0; n < runs; n++) {
    const start = performance.now();
    await act();
    found.push(performance.now() - start);
  }
  return found;
}

function say(what: string, found: readonly number[]): void {
  console.log(`${what}: ${median(found).toFixed(1)} ms (${range(found)})`);
}

/** The same by age itself, which also opens what was sealed here. */
async function withAge(sealed: string): Promise<number[] | undefined> {
  const [keys, plain, own, file] = ['keys.txt', 'plain.json', 'identity.txt', 'sealed.age'].map((name) =>
    join(home, name),
  ) as [string, string, string, string];
  await writeFile(keys, recipients.join('\n'));
  await writeFile(plain, secret);
  await writeFile(own, `${identity}\n`, { mode: 0o600 });
  await writeFile(file, sealed);
  if (spawnSync('age', ['--decrypt', '-i', own, file]).status !== 0) return undefined;
  return times(async () => {
    spawnSync('age', ['--encrypt', '--armor', '-R', keys, '-o', join(home, 'out.age'), plain]);
  });
}
