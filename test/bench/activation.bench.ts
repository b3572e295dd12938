/*
 * How long a window waits for Patchbay to activate (code loaded from disk, run, activate() ended), median of ten window
 * loads; each load also activates the smallest extension there is, whose activate() is empty. In a folder without connections,
 * where Patchbay does not start by itself.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as esbuild from 'esbuild';
import { launchBrowser, newUser, openWindow } from '../editor/browser.ts';
import { repository } from '../editor/paths.ts';
import { fewBuiltin, startEditorServer } from '../editor/server.ts';
import { newDirectory } from '../support/run.ts';
import { median, range } from './statistics.ts';

const loads = 10;
const peerId = 'patchbay-bench.empty';
const directory = newDirectory('b');
const output = join(directory, 'activations.jsonl');

function writePeer(): string {
  const peer = join(directory, 'empty');
  mkdirSync(peer);
  const manifest = { name: 'empty', publisher: 'patchbay-bench', version: '0.0.1', engines: { vscode: '^1.105.0' } };
  const runs = { type: 'module', main: './extension.js', extensionKind: ['ui', 'workspace'], activationEvents: [] };
  writeFileSync(join(peer, 'package.json'), JSON.stringify({ ...manifest, ...runs }));
  writeFileSync(join(peer, 'extension.js'), 'export function activate() {}\n');
  return peer;
}

const tests = join(directory, 'activationProbe.cjs');
await esbuild.build({
  entryPoints: [join(import.meta.dirname, 'activationProbe.ts')],
  outfile: tests,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  external: ['vscode'],
});

const server = await startEditorServer({
  directory,
  development: { extensions: [repository, writePeer()], tests },
  builtin: fewBuiltin,
  env: { PATCHBAY_BENCH_OUTPUT: output, PATCHBAY_BENCH_IDS: `patchbay.patchbay ${peerId}` },
});
const browser = await launchBrowser();
try {
  for (let load = 0; load < loads; load++) {
    const user = await newUser(browser);
    const ended = Promise.withResolvers<number>();
    await user.exposeFunction('codeAutomationExit', ended.resolve);
    await openWindow(server, user, { folder: newDirectory('w'), consoleLog: join(directory, 'console.log') });
    if ((await ended.promise) !== 0) throw new Error(readFileSync(join(directory, 'console.log'), 'utf8').slice(-2000));
    await user.close();
  }
} finally {
  await browser.close();
  await server.stop();
}

const measured = existsSync(output) ? readFileSync(output, 'utf8').split('\n').filter(Boolean) : [];
const times = measured.map((line) => JSON.parse(line) as Record<string, number>);
const of = (id: string) => times.map((time) => time[id] ?? Number.NaN);
const [ours, peers] = [of('patchbay.patchbay'), of(peerId)];
console.log(`Patchbay:          ${range(ours)} ms`);
console.log(`empty extension:   ${range(peers)} ms`);
console.log(
  `activation: ${median(ours).toFixed(1)} ms, an empty extension ${median(peers).toFixed(1)} ms, ` +
    `ratio ${(median(ours) / median(peers)).toFixed(1)} (median of ${times.length} window loads)`,
);
