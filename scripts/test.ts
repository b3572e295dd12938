/*
 * Everything that can fail, one after the other: `npm test`, or `npm test -- unit e2e` for some of it. Its last line
 * counts all tests. The suites leave their files in one folder, which is then searched for the secrets that they used.
 */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scanForSecrets } from '../test/support/secretScan.ts';
import { remembered } from '../test/support/secrets.ts';
import { runLogged } from './runLogged.ts';

interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

/** What runs, by name. A step that counts its own tests says so in the file PATCHBAY_TEST_COUNTS; another is one test. */
const steps: Record<string, string[]> = {
  types: ['node_modules/typescript/bin/tsc', '--noEmit'],
  style: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'],
  unit: ['node_modules/mocha/bin/mocha.js', '--config', 'test/unit/.mocharc.json'],
  emulator: ['node_modules/mocha/bin/mocha.js', '--config', 'test/emulator/.mocharc.json'],
  torture: ['node_modules/mocha/bin/mocha.js', '--config', 'test/torture/.mocharc.json'],
  interop: ['node_modules/mocha/bin/mocha.js', '--config', 'test/interop/.mocharc.json'],
  l10n: ['scripts/l10n.ts', '--check'],
  build: ['scripts/build.mjs', '--production'],
  host: ['test/host/run.ts'],
  e2e: ['node_modules/mocha/bin/mocha.js', '--config', 'test/e2e/.mocharc.json'],
  package: ['node_modules/mocha/bin/mocha.js', '--config', 'test/package/.mocharc.json'],
};
const counting = new Set(['unit', 'emulator', 'torture', 'interop', 'host', 'e2e', 'package']);
/** These run what `build` makes. */
const needBuild = new Set(['host', 'e2e', 'package']);

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !(name in steps));
if (unknown.length > 0) {
  console.error(`There is no ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}.`);
  process.exit(2);
}
const chosen = Object.keys(steps).filter(
  (name) => asked.length === 0 || asked.includes(name) || (name === 'build' && asked.some((it) => needBuild.has(it))),
);

const run = mkdtempSync(join(tmpdir(), 'patchbay-test-'));
const left = join(run, 'left');
const temporary = join(left, 'tmp');
mkdirSync(temporary, { recursive: true });
// Some tests give up root to meet a file that they may not read; they need a place too.
chmodSync(run, 0o711);
chmodSync(temporary, 0o1777);
// Beside what is searched, lest the scan finds its own list.
const secrets = join(run, 'secrets.jsonl');
const counts = join(run, 'counts.jsonl');
// Also where Ctrl-C ends it.
process.once('exit', () => {
  if (!keep) rmSync(run, { recursive: true, force: true, maxRetries: 5 });
});
let keep = false;
const total: Counts = { passed: 0, failed: 0, skipped: 0 };
const summary: string[] = [];
const broken = new Set<string>();

function add(name: string, { passed, failed, skipped }: Counts, note = ''): void {
  total.passed += passed;
  total.failed += failed;
  total.skipped += skipped;
  if (failed > 0) broken.add(name);
  summary.push(
    `${failed > 0 ? '✘' : '✔'} ${name.padEnd(8)} ${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}${note}`,
  );
}

function counted(): Counts {
  const lines = existsSync(counts) ? readFileSync(counts, 'utf8').split('\n').filter(Boolean) : [];
  rmSync(counts, { force: true });
  const each = lines.map((line) => JSON.parse(line) as Counts);
  const sum = (name: keyof Counts) => each.reduce((all, one) => all + one[name], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}

for (const name of chosen) {
  if (needBuild.has(name) && broken.has('build')) {
    add(name, { passed: 0, failed: 1, skipped: 0 }, ' (not built)');
    continue;
  }
  console.log(`\n── ${name}`);
  const started = performance.now();
  // What checks the sources may show them, and with them what a test only pretends to be a secret.
  const log = join(counting.has(name) ? left : run, `${name}.log`);
  const code = await runLogged(steps[name] ?? [], log, {
    env: {
      PATCHBAY_TEST_RUN: left,
      PATCHBAY_TEST_SECRETS: secrets,
      PATCHBAY_TEST_COUNTS: counts,
      TMPDIR: temporary,
    },
  });
  const result = counting.has(name) ? counted() : { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 };
  // Ended badly, or without a single test: something is wrong that no test has counted.
  if (result.failed === 0 && (code !== 0 || result.passed + result.skipped === 0)) result.failed = 1;
  add(name, result, ` in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

console.log('\n── secrets');
const known = remembered(secrets);
const { files, findings } = scanForSecrets(left, known);
for (const { file, secret, form } of findings) console.log(`secret ${secret} stands in ${file} (${form})`);
console.log(`${known.length} secrets were used; looked for each in ${files} files that the tests left.`);
add('secrets', { passed: findings.length === 0 ? 1 : 0, failed: findings.length, skipped: 0 });

console.log(`\n${summary.join('\n')}`);
const failed = total.failed > 0 || total.passed === 0;
keep = failed && process.env['PATCHBAY_TEST_KEEP'] !== undefined;
if (keep) console.log(`What the tests left is in ${left}`);
console.log(`\n${total.passed} passed, ${total.failed} failed${total.skipped ? `, ${total.skipped} skipped` : ''}`);
process.exitCode = failed ? 1 : 0;
