import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { CombinedCatalog } from '../../../../src/catalog/combinedCatalog.ts';
import type { Surroundings } from '../../../../src/use/cli/command.ts';
import { run } from '../../../../src/use/cli/run.ts';
import { fileCatalog } from '../../../support/fileCatalog.ts';

/** The day of all tests. */
const now = Date.UTC(2026, 5, 1);

/** Does what a command line says in a folder, and tells what came of it. */
export function patchbay(cwd: string, ...argv: string[]) {
  return patchbayIn({ cwd }, ...argv);
}

/** The same with other surroundings; `bytes` is what was written as it came. */
export async function patchbayIn(surroundings: Partial<Surroundings> & { cwd: string }, ...argv: string[]) {
  const bytes: Uint8Array[] = [];
  let out = '';
  let errors = '';
  const code = await run(argv, {
    write: (text) => {
      out += text;
    },
    writeError: (text) => {
      errors += text;
    },
    connectors: (folder) =>
      folder === undefined
        ? fileCatalog.entries()
        : new CombinedCatalog(fileCatalog, () => [join(folder, '.patchbay', 'connectors')]).entries(),
    now: () => now,
    env: {},
    writeBytes: async (some) => void bytes.push(some),
    input: Readable.from([]),
    execute: async () => assert.fail('nothing is to be run'),
    ...surroundings,
  });
  return { code, out: out + Buffer.concat(bytes).toString('utf8'), errors };
}

/** Writes files of `.patchbay`. */
export async function write(folder: string, files: Readonly<Record<string, unknown>>): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, '.patchbay', name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content, null, 1));
  }
}

export const baseline = (rest: object = {}) => ({ name: 'Baseline', deploy: [{ tenant: true }], ...rest });

export const off = (...connectors: string[]) =>
  baseline({ settings: { connectors: Object.fromEntries(connectors.map((key) => [key, { enabled: false }])) } });

export const invoices = {
  version: 1,
  id: '0b7fb1a4-8f0e-4b6e-9f55-0d8f4f1f3a11',
  name: 'Invoices',
  connector: 'github',
  authType: 'pat',
};

/** Runs git as somebody of the tests. */
export async function git(cwd: string, ...args: string[]): Promise<void> {
  const person = ['-c', 'user.name=Ana', '-c', 'user.email=ana@acme.example', '-c', 'commit.gpgsign=false'];
  await promisify(execFile)('git', [...person, ...args], { cwd });
}

/** What GitHub asks of a report, or an error that says what is missing. */
export function readSarif(text: string) {
  const { version, $schema, runs } = JSON.parse(text);
  const [{ tool, results }] = runs;
  const { name, rules } = tool.driver;
  const wrong: string[] = [];
  if (version !== '2.1.0' || !/sarif/.test($schema) || runs.length !== 1 || !name) wrong.push('head');
  for (const { id, shortDescription } of rules) if (!id || !shortDescription?.text) wrong.push(`rule ${id}`);
  for (const { ruleId, ruleIndex, level, message, locations } of results) {
    const { artifactLocation, region } = locations[0].physicalLocation;
    if (rules[ruleIndex]?.id !== ruleId || !message.text) wrong.push(`result of ${ruleId}`);
    if (!['error', 'warning', 'note'].includes(level)) wrong.push(level);
    if (/^(\/|[a-z]+:|\.\.)/i.test(artifactLocation.uri) || /[\s\\]/.test(artifactLocation.uri))
      wrong.push(artifactLocation.uri);
    if (!(region.startLine >= 1 && region.startColumn >= 1)) wrong.push(`region of ${ruleId}`);
  }
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  return results as { ruleId: string; level: string; message: { text: string }; locations: unknown[] }[];
}
