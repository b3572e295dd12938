/*
 * Makes the signed bundle of policies that an organisation publishes at an https address (docs/policy.md):
 *
 *   node scripts/signPolicy.ts key policy-key.pem
 *     makes a key that signs, and prints its public half for organisation.jsonc.
 *   node scripts/signPolicy.ts sign policy-key.pem bundle.json [--days 30] [--revision 7] directory-or-file…
 *     checks the files (*.policy.jsonc, members.jsonc) and signs them. Without --revision it is one more than that of the
 *     bundle.json that is there.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { readMembers, readPolicy } from '../src/policy/index.ts';
import { openBundle } from '../src/storage/organisation/bundle.ts';
import { policySuffix } from '../src/storage/policyFiles.ts';

/** A mistake of whoever runs it: said in one line, without a stack. */
export class Refused extends Error {}

/** Makes a key that signs. */
export function newKey(): { pem: string; publicKey: string } {
  const { privateKey } = generateKeyPairSync('ed25519');
  return { pem: privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(), publicKey: publicHalf(privateKey) };
}

/** The public half of a private key, as `organisation.jsonc` has it: 32 bytes in base64. */
export function publicHalf(privateKey: KeyObject): string {
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' });
  return Buffer.from(x, 'base64url').toString('base64');
}

/**
 * Checks and signs files.
 *
 * @returns the text of the bundle.
 * @throws Refused with `file:line message` for each mistake, or where there is nothing to sign.
 */
export function signBundle(
  pem: string,
  files: readonly { name: string; text: string }[],
  facts: { revision: number; issuedAt: string; availabilityDays?: number },
): string {
  const mistakes = files.flatMap(({ name, text }) => mistakesOf(name, text));
  if (files.length === 0) mistakes.push('There is no policy to sign.');
  if (mistakes.length > 0) throw new Refused(mistakes.join('\n'));
  const key = createPrivateKey(pem);
  if (key.asymmetricKeyType !== 'ed25519') throw new Refused('The key is not an ed25519 key.');
  const payload = Buffer.from(JSON.stringify({ ...facts, files }));
  const signature = sign(null, payload, key);
  const text = JSON.stringify({ payload: payload.toString('base64'), signature: signature.toString('base64') });
  // What an editor would not believe is not published.
  openBundle(text, publicHalf(key));
  return `${text}\n`;
}

function mistakesOf(name: string, text: string): string[] {
  if (name !== 'members.jsonc' && !name.endsWith(policySuffix)) return [`${name}: no policy and no members.jsonc`];
  const { problems } = name === 'members.jsonc' ? readMembers(text, name) : readPolicy(text, name);
  return problems.map(({ file, line, message }) => `${file}:${line} ${message}`);
}

/** The revision of a bundle that is there; 0 where there is none. */
export function revisionOf(file: string, publicKey: string): number {
  return existsSync(file) ? openBundle(readFileSync(file, 'utf8'), publicKey).revision : 0;
}

function filesIn(path: string): { name: string; text: string }[] {
  if (!statSync(path).isDirectory()) return [{ name: basename(path), text: readFileSync(path, 'utf8') }];
  const names = readdirSync(path).filter((name) => name === 'members.jsonc' || name.endsWith(policySuffix));
  return names.sort().map((name) => ({ name, text: readFileSync(join(path, name), 'utf8') }));
}

function number(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Refused(`--${option} is a whole number.`);
  return Number(text);
}

/** Does what the command line says, and gives what is printed. */
export function signPolicy(args: string[]): string {
  const { positionals, values } = parseArgs({
    args,
    allowPositionals: true,
    options: { days: { type: 'string' }, revision: { type: 'string' } },
  });
  const [command, keyFile, bundleFile, ...paths] = positionals;
  if (command === 'key' && keyFile && !bundleFile) {
    const { pem, publicKey } = newKey();
    writeFileSync(keyFile, pem, { mode: 0o600, flag: 'wx' });
    return `${keyFile} signs; keep it secret. Its public half:\n${publicKey}`;
  }
  if (command !== 'sign' || !keyFile || !bundleFile || paths.length === 0) {
    throw new Refused('signPolicy.ts key <key.pem> | sign <key.pem> <bundle.json> [--days n] [--revision n] <path>…');
  }
  const pem = readFileSync(keyFile, 'utf8');
  const before = revisionOf(bundleFile, publicHalf(createPrivateKey(pem)));
  const revision = values.revision === undefined ? before + 1 : number('revision', values.revision);
  const days = values.days === undefined ? {} : { availabilityDays: number('days', values.days) };
  const files = paths.flatMap(filesIn);
  const text = signBundle(pem, files, { revision, issuedAt: new Date().toISOString(), ...days });
  writeFileSync(bundleFile, text);
  return `${bundleFile}: revision ${revision}, ${files.map(({ name }) => name).join(', ')}`;
}

if (import.meta.main) {
  try {
    console.log(signPolicy(process.argv.slice(2)));
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
