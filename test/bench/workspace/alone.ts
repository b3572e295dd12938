import { readdirSync, readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FolderNode } from '../../../src/views/tree/nodes.ts';
import { TreeModel } from '../../../src/views/tree/treeModel.ts';
import { testParts } from '../../support/testParts.ts';
import { longestPause } from '../pause.ts';

/** What each step costs in plain Node, in milliseconds. */
export interface Costs {
  /** Until the folders at the top are known. */
  top: number;
  /** Until the rows of a folder are, before the rest is read, and after. */
  openedFirst: number;
  openedLater: number;
  /** Until everything is read and counted, and the longest time for which nobody else came to their turn. */
  whole: number;
  pause: number;
  /** Until a changed file has changed its row; and until everything was looked at again. */
  changed: number;
  again: number;
}

/** Measures the tree of a window that opens the storage and workspace below `root`, once. */
export async function measureAlone(root: string, opened: string): Promise<Costs> {
  const parts = await testParts({ root });
  const model = new TreeModel(parts);
  const timed = async (work: () => Promise<unknown>) => {
    const started = performance.now();
    await work();
    return performance.now() - started;
  };
  try {
    const top = await timed(() => model.roots());
    const folder = model.tree.roots.find(({ row }) => row.label === opened) as FolderNode;
    const openedFirst = await timed(() => model.children(folder));
    let whole = 0;
    const pause = await longestPause(async () => {
      whole = await timed(() => model.ready());
    });
    const [row] = (await model.children(folder)).filter(({ kind }) => kind === 'connection');
    const changed = await timed(() => change(parts, model, row?.kind === 'connection' ? row.connection.file : ''));
    const again = await timed(() => parts.files.reload());
    const other = new TreeModel(parts);
    await other.ready();
    const openedLater = await timed(() => other.children(folder));
    other.dispose();
    return { top, openedFirst, openedLater, whole, pause, changed, again };
  } finally {
    model.dispose();
    await parts.close();
  }
}

/** Gives a connection another name, tells of it as the editor's watcher does, and waits for the row. */
async function change({ files }: Awaited<ReturnType<typeof testParts>>, model: TreeModel, file: string): Promise<void> {
  const record = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...record, name: `${record.name}!` }));
  const shown = new Promise((resolve) => {
    const subscription = model.onDidChange((changes) => {
      if (changes.some((node) => node?.row.label === `${record.name}!`)) resolve(subscription.dispose());
    });
  });
  await files.reload([file]);
  await shown;
}

/** The plain way: read and parse every file. Gives milliseconds. */
export function walk(directory: string): number {
  const started = performance.now();
  const connections: unknown[] = [];
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.connection.jsonc')) continue;
    connections.push(JSON.parse(readFileSync(join(entry.parentPath, entry.name), 'utf8')));
  }
  return performance.now() - started;
}
