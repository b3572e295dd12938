import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { calm } from '../calm.ts';

/** What the window is to do; it stands in `bench.json` of its workspace. */
export interface Task {
  /** Of the extension. */
  id: string;
  /** The command that opens its view. */
  focus: string;
  /** The command after which everything was read. */
  whole?: string;
}

/** What was found out, in `result.json` beside it. */
export interface Result {
  /** When activate() was called, in milliseconds since 1970, and how long it took. */
  started: number;
  activation: number;
  /** Of the extension host's heap, in MB: what is more than before. */
  memory?: number;
}

/** Runs in the extension host, told what to do and when by files in the workspace. */
export async function run(): Promise<void> {
  const workspace = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const at = (name: string) => join(workspace, name);
  const { id, focus, whole } = JSON.parse(readFileSync(at('bench.json'), 'utf8')) as Task;
  const told = async (name: string) => {
    while (!existsSync(at(name))) await setTimeout(10);
  };
  // Whole or not at all: somebody waits for it.
  const tell = (name: string, result: Result) => {
    writeFileSync(at(`${name}.new`), JSON.stringify(result));
    renameSync(at(`${name}.new`), at(name));
  };
  await calm();
  const extension = vscode.extensions.getExtension(id);
  if (!extension || extension.isActive) throw new Error(`${id} is ${extension ? 'active already' : 'missing'}`);
  writeFileSync(at('ready'), '');
  await told('go');
  const before = used();
  const started = Date.now();
  await extension.activate();
  const activation = Date.now() - started;
  await vscode.commands.executeCommand(focus);
  tell('started.json', { started, activation });
  await told('finish');
  if (whole) await vscode.commands.executeCommand(whole);
  tell('result.json', { started, activation, memory: used() - before });
}

function used(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}
