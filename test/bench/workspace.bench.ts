/*
 * What a workspace with 10,000 connections costs: `npm run bench:workspace`. First the tree alone, in plain Node: the
 * folders at the top, opening a folder, reading everything, a changed file. Then windows of a real editor, from the call
 * of activate() to the first row on the screen, the memory of the extension host, and a changed file's way to its row.
 * Beside it: the same with 10 connections; an extension that reads and parses every file before it shows a row; and one
 * whose rows are always the same, which tells what the workbench itself takes.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { newDirectory } from '../support/run.ts';
import { median, range } from './statistics.ts';
import { type Costs, measureAlone, walk } from './workspace/alone.ts';
import { countOf, few, many, type Shape, thousand, wide, writeShape } from './workspace/large.ts';
import { change, expand, type Load, type Look, Windows } from './workspace/window.ts';

const rounds = 5;
const loads = 4;
/** The editor's watchers stand so long after a window has opened, in milliseconds. */
const watchingMs = 3000;

const words: Record<keyof Costs, string> = {
  top: 'the folders at the top',
  openedFirst: 'a folder, before the rest is read',
  openedLater: 'a folder, once all is read',
  whole: 'everything, in the background',
  pause: '  its longest pause, of the processor',
  changed: 'one changed file',
  again: 'looking at everything again',
};

/** Prints what the tree alone costs with that many connections. @returns each figure of all rounds but the first */
async function alone(shape: Shape, folder: string): Promise<Record<keyof Costs | 'walk', number[]>> {
  const root = newDirectory('a');
  const folders = join(root, 'workspace', '.patchbay', 'folders');
  writeShape(folders, shape);
  const costs: (Costs & { walk: number })[] = [];
  for (let round = 0; round <= rounds; round++)
    costs.push({ ...(await measureAlone(root, folder)), walk: walk(folders) });
  const of = (name: keyof Costs | 'walk') => costs.slice(1).map((one) => one[name]);
  console.log(
    `\n${countOf(shape)} connections in ${shape.size} folders, ${shape.get(folder)} in the one that is opened; ms`,
  );
  for (const [name, what] of Object.entries(words)) console.log(`${what.padEnd(40)} ${range(of(name as keyof Costs))}`);
  console.log(`${'peer: read and parse every file'.padEnd(40)} ${range(of('walk'))}`);
  const names = [...Object.keys(words), 'walk'] as (keyof Costs | 'walk')[];
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Record<keyof Costs | 'walk', number[]>;
}

const opened = { few: await alone(few, 'Finance'), many: await alone(many, thousand), wide: await alone(wide, 'All') };

const windows = await Windows.start();
const found: Record<'few' | 'many' | 'walk' | 'empty', Load[]> = { few: [], many: [], walk: [], empty: [] };
const expanding: number[] = [];
const expandingPeer: number[] = [];
const changing: number[] = [];
const look = async (window: Look) => {
  expanding.push(await expand(window, thousand, 'Connection 0'));
  await setTimeout(watchingMs);
  const folder = join(window.folders, thousand);
  for (const [at, name] of readdirSync(folder).sort().slice(0, 3).entries())
    changing.push(await change(window, join(folder, name), `A changed one ${at}`));
};
try {
  for (let load = 0; load < loads; load++) {
    found.many.push(await windows.load('patchbay', many, look));
    found.few.push(await windows.load('patchbay', few));
    found.walk.push(await windows.load('walk', many));
    const open = async (window: Look) => void expandingPeer.push(await expand(window, 'Rows', 'Row 0'));
    found.empty.push(await windows.load('empty', few, open));
  }
} finally {
  await windows.stop();
}

const rowsOf = (loaded: readonly Load[]) => loaded.map(({ firstRow }) => firstRow);
const memoryOf = (loaded: readonly Load[]) => loaded.map(({ memory }) => memory ?? Number.NaN);
console.log(`\nin ${loads} windows each, from activate() to the first row on the screen, ms; of it activate()`);
for (const [who, what] of [
  ['few', 'Patchbay, 10 connections'],
  ['many', 'Patchbay, 10,000 in 500 folders'],
  ['walk', 'an extension that reads all 10,000'],
  ['empty', 'an extension with one row at the top'],
] as const) {
  const activation = range(found[who].map((one) => one.activation));
  console.log(`${what.padEnd(40)} ${range(rowsOf(found[who]))}   ${activation}`);
}
const more = median(memoryOf(found.many)) - median(memoryOf(found.few));
console.log(
  `\nheap of the extension host, MB, 10 / 10,000   ${range(memoryOf(found.few))} / ${range(memoryOf(found.many))}`,
);
console.log(
  `a folder of 1,000 on the screen, ms           ${range(expanding)}, where nothing is read ${range(expandingPeer)}`,
);
console.log(`a changed file on the screen, ms              ${range(changing)}`);

const least = (values: readonly number[]) => Math.min(...values);
assert.ok(more < 60, `${more.toFixed(1)} MB more`);
assert.ok(least(opened.many.openedFirst) < 50 && least(opened.many.openedLater) < 50, 'a folder of 1,000 opens slowly');
assert.ok(least(changing) < 1000, 'a changed file shows late');
/** What is more than the least is another's, on a busy computer. */
const first = (loaded: readonly Load[]) => least(rowsOf(loaded));
console.log(
  `\nworkspace: 10,000 connections show their first row ${first(found.many)} ms after activate() begins (10 connections: ` +
    `${first(found.few)} ms, ratio ${(first(found.many) / first(found.few)).toFixed(2)}; an extension that reads all ` +
    `${first(found.walk)} ms, ratio ${(first(found.many) / first(found.walk)).toFixed(2)}; one that reads nothing ` +
    `${first(found.empty)} ms), ${more.toFixed(1)} MB more, a folder of 1,000 in ${least(opened.many.openedFirst).toFixed(0)} ms, ` +
    `a changed file after ${least(changing)} ms (the least of ${loads} windows)`,
);
