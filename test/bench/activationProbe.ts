import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { calm } from './calm.ts';

/** Runs in the extension host: activates the extensions that PATCHBAY_BENCH_IDS names, and writes how long each took. */
export async function run(): Promise<void> {
  const output = process.env['PATCHBAY_BENCH_OUTPUT'] ?? '';
  const earlier = existsSync(output) ? readFileSync(output, 'utf8').split('\n').length : 0;
  const ids = (process.env['PATCHBAY_BENCH_IDS'] ?? '').split(' ');
  // Who goes first pays for what the host itself loads lazily, so they take turns.
  if (earlier % 2) ids.reverse();
  await calm();
  const times: Record<string, number> = {};
  for (const id of ids) {
    const extension = vscode.extensions.getExtension(id);
    if (!extension || extension.isActive) throw new Error(`${id} is ${extension ? 'active already' : 'missing'}`);
    const started = performance.now();
    await extension.activate();
    times[id] = performance.now() - started;
  }
  appendFileSync(output, `${JSON.stringify(times)}\n`);
}
