/*
 * The policy engine beside CASL, OPA wasm and Cedar wasm, on one policy set of 150 rules. All are first checked on every
 * point; then each answers the same questions, prepared outside the clock, in a process of its own. Processor time; three
 * rounds, median (least–most).
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import {
  alternatives,
  bitOf,
  compile,
  decide,
  diff,
  explain,
  impact,
  type Request,
  readPolicy,
  updateSource,
} from '../../src/policy/index.ts';
import { clock } from './policy/clock.ts';
import { type Engine, engines, ourTable } from './policy/engines.ts';
import { largeConnections, largeDomain, largePrincipal, largeSource, largeText } from './policy/large.ts';
import { domain, files, mayCreate, principal, questions } from './policy/rules.ts';
import { median } from './statistics.ts';

const rounds = 3;
const table = ourTable();
const made: Engine[] = [];
for (const make of engines) made.push(await make());
for (const engine of made) {
  const wrong = questions.filter((question) => engine.mayCreate(engine.prepare(question)) !== mayCreate(question));
  assert.equal(wrong.length, 0, `${engine.name} differs at ${JSON.stringify(wrong[0])}`);
}
const allowed = questions.filter(mayCreate).length;
console.log(
  `150 rules, ${questions.length} points, ${allowed} of them allowed: all ${made.length} agree on every one\n`,
);

const speedOf = (index: number) =>
  Number(
    execFileSync(process.execPath, [join(import.meta.dirname, 'policy', 'speed.ts'), String(index)], {
      encoding: 'utf8',
    }),
  );
const results = new Map<string, number[]>(made.map(({ name }) => [name, []]));
for (let round = 0; round < rounds; round++) {
  for (const [index, { name }] of made.entries()) results.get(name)?.push(speedOf(index));
}

const million = (value: number) => (value >= 1e6 ? `${(value / 1e6).toFixed(1)} M` : `${(value / 1e3).toFixed(1)} k`);
const first = median(results.get(made[0]?.name ?? '') ?? []);
for (const [name, speeds] of results) {
  const range = `${million(Math.min(...speeds))}–${million(Math.max(...speeds))}`;
  const slower = (first / median(speeds)).toFixed(0);
  console.log(`${name.padEnd(26)} ${million(median(speeds)).padStart(8)}/s  (${range})  ${slower} × the first’s time`);
}

/** The times of an action, in milliseconds, after a warm-up. */
function times(action: (run: number) => unknown, runs = 15): number[] {
  for (let run = 0; run < 5; run++) action(run);
  return Array.from({ length: runs }, (_, run) => {
    const start = clock();
    action(run);
    return clock() - start;
  });
}

function report(what: string, measured: readonly number[], per = 1, unit = 'ms'): number {
  const scaled = measured.map((value) => (value / per) * (unit === 'µs' ? 1000 : 1));
  const range = `${Math.min(...scaled).toFixed(2)}–${Math.max(...scaled).toFixed(2)}`;
  console.log(`${what.padEnd(66)} ${median(scaled).toFixed(2).padStart(8)} ${unit}  (${range})`);
  return median(scaled);
}

console.log('');
const source = updateSource(undefined, { kind: 'organisation', id: 'bench', trusted: true, files });
const now = Date.UTC(2026, 5, 15);
const compileMs = report(
  '150 rules compiled to a table',
  times(() => compile({ sources: [source], principal, domain, now })),
);
report(
  '150 rules read from text, checked, with positions',
  times(() => files.map(({ text, file }) => readPolicy(text, file))),
);

const requests = questions.map(({ folder, ...rest }): Request => ({ ...rest, folder: folder.id, action: 'create' }));
const denied = requests.filter((request) => decide(table, request).blocked);
report(
  'one explanation, whole',
  times(() => denied.map((request) => explain(table, request))),
  denied.length,
  'µs',
);
report(
  'nearest allowed alternatives to one denial',
  times(() => denied.map((request) => alternatives(table, request))),
  denied.length,
  'µs',
);
const other = compile({ sources: [], principal, domain, now });
report(
  `difference of two policy sets over all ${questions.length} points × 8 actions`,
  times(() => diff(other, table)),
);

const cells = Uint32Array.from({ length: 10_000 }, (_, index) =>
  table.intern(requests[(index * 7919) % requests.length] as Request),
);
const bits = [bitOf('view'), bitOf('use'), bitOf('edit'), bitOf('delete')];
let kept = 0;
const frameMs = report(
  '40,000 decisions (10,000 connections × 4 actions)',
  times(() => {
    const { words } = table;
    for (const cell of cells) for (const bit of bits) if ((words[cell] as number) & bit) kept++;
  }, 50),
);
assert.ok(kept > 0);

console.log('\n5,000 rules, 300 connectors, 40 folders, 10,000 connections:');
const texts = Array.from({ length: 5 }, (_, index) =>
  largeText(1000, ` ${index}`).replaceAll('"rule-', `"rule-${index}-`),
);
let large = largeSource(undefined, texts);
const compileLarge = () => compile({ sources: [large], principal: largePrincipal, domain: largeDomain, now });
const before = compileLarge();
const edited = (run: number) => [...texts.slice(0, 4), `${texts[4]}\n// ${run}`];
const reads = times((run) => {
  large = largeSource(large, edited(run));
});
const pauses = [
  report('an edit in one of five files: read again', reads),
  report('compiled again', times(compileLarge)),
  report(
    '10,000 connections interned',
    times(() => largeConnections.map((connection) => before.intern(connection))),
  ),
  report(
    'what the edit does to 10,000 connections',
    times(() => impact(before, compileLarge(), largeConnections)),
  ),
  report(
    'one file of 5,000 rules: read again',
    times((run) => readPolicy(largeText(5000, ` ${run}`), 'x'), 9),
  ),
];
assert.ok(pauses.length > 0);

const peer = (name: string) => (first / median(results.get(name) ?? [])).toFixed(0);
console.log(
  `\npolicy: ${million(first)} interned and ${million(median(results.get('Patchbay, string request') ?? []))} string decisions/s, ` +
    `150 rules compiled in ${compileMs.toFixed(1)} ms, 40,000 decisions in ${frameMs.toFixed(2)} ms; interned is ${peer('CASL 7.0.1')} × CASL, ` +
    `${peer('OPA wasm 1.22.2')} × OPA wasm, ${peer('Cedar wasm 4.13.0')} × Cedar wasm`,
);
