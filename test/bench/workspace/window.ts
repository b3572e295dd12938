import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as esbuild from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser, newUser, openWindow } from '../../editor/browser.ts';
import { type EditorServer, fewBuiltin, startEditorServer } from '../../editor/server.ts';
import { newDirectory } from '../../support/run.ts';
import { type Shape, writeShape } from './large.ts';
import { type Peer, peers, publisher, sleepingPatchbay, writePeer } from './peers.ts';
import type { Result, Task } from './probe.ts';

/** What a window does with its tree once the first row is there. */
export interface Look {
  page: Page;
  /** The directory of the shared folders. */
  folders: string;
}

/** What one window load gave, times in milliseconds. */
export interface Load extends Result {
  /** From the call of activate() to the first row on the screen. */
  firstRow: number;
}

const rows = '.part.sidebar .tree-explorer-viewlet-tree-view .monaco-list-row';

/** An editor in which each window opens one tree view of one extension. */
export class Windows {
  readonly #server: EditorServer;
  readonly #browser: Browser;
  readonly #log: string;

  private constructor(server: EditorServer, browser: Browser, log: string) {
    this.#server = server;
    this.#browser = browser;
    this.#log = log;
  }

  static async start(): Promise<Windows> {
    const directory = newDirectory('b');
    const tests = join(directory, 'probe.cjs');
    await esbuild.build({
      entryPoints: [join(import.meta.dirname, 'probe.ts')],
      ...{ outfile: tests, bundle: true, platform: 'node', format: 'cjs', external: ['vscode'] },
    });
    const names = Object.keys(peers) as Peer[];
    const extensions = [sleepingPatchbay(directory), ...names.map((name) => writePeer(directory, name))];
    const server = await startEditorServer({ directory, development: { extensions, tests }, builtin: fewBuiltin });
    return new Windows(server, await launchBrowser(), join(directory, 'console.log'));
  }

  /** Opens a workspace of that shape in a new window, and its tree as soon as the extension host is calm. */
  async load(who: 'patchbay' | Peer, shape: Shape, look?: (window: Look) => Promise<void>): Promise<Load> {
    const folder = newDirectory('w');
    const folders = join(folder, '.patchbay', 'folders');
    writeShape(folders, shape);
    const task: Task =
      who === 'patchbay'
        ? { id: 'patchbay.patchbay', focus: 'patchbay.connections.focus', whole: 'patchbay.refresh' }
        : { id: `${publisher}.${who}`, focus: `${who}.rows.focus` };
    const at = (name: string) => join(folder, name);
    writeFileSync(at('bench.json'), JSON.stringify(task));
    const user = await newUser(this.#browser);
    try {
      const ended = Promise.withResolvers<number>();
      await user.exposeFunction('codeAutomationExit', ended.resolve);
      const page = await openWindow(this.#server, user, { folder, consoleLog: this.#log });
      const failed = ended.promise.then((code) => {
        if (code !== 0) throw new Error(readFileSync(this.#log, 'utf8').slice(-2000));
      });
      const written = async (name: string) => {
        while (!existsSync(at(name))) await Promise.race([setTimeout(20), failed]);
      };
      await written('ready');
      const seen = page.evaluate(firstSeen, rows);
      seen.catch(() => {});
      writeFileSync(at('go'), '');
      await written('started.json');
      const { started } = JSON.parse(readFileSync(at('started.json'), 'utf8')) as Result;
      const firstRow = (await seen) - started;
      await look?.({ page, folders });
      writeFileSync(at('finish'), '');
      await failed;
      return { ...(JSON.parse(readFileSync(at('result.json'), 'utf8')) as Result), firstRow };
    } finally {
      await user.close();
    }
  }

  async stop(): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
  }
}

/** Runs in the page: when the first element of that kind is drawn, in milliseconds since 1970. */
function firstSeen(selector: string): Promise<number> {
  return new Promise((resolve) => {
    const look = () => {
      if (!document.querySelector(selector)) return false;
      observer.disconnect();
      resolve(Date.now());
      return true;
    };
    const observer = new MutationObserver(look);
    if (!look()) observer.observe(document.body, { subtree: true, childList: true });
  });
}

/** Clicks on a folder, and gives the milliseconds until the row with that label is there. */
export async function expand({ page }: Look, folder: string, child: string): Promise<number> {
  return page.evaluate(
    async ([list, label, wanted]) => {
      const find = (name: string) =>
        [...document.querySelectorAll(list)].find((row) => row.querySelector('.label-name')?.textContent === name);
      const twistie = find(label)?.querySelector<HTMLElement>('.monaco-tl-twistie');
      if (!twistie) throw new Error(`There is no ${label}`);
      const started = performance.now();
      twistie.click();
      while (!find(wanted)) await new Promise((resolve) => requestAnimationFrame(resolve));
      return performance.now() - started;
    },
    [rows, folder, child] as const,
  );
}

/** Gives the connection in `file` another name, and the milliseconds until its row has it. */
export async function change({ page }: Look, file: string, name: string): Promise<number> {
  const record = JSON.parse(readFileSync(file, 'utf8'));
  const shown = page.evaluate(
    async ([list, wanted]) => {
      const is = () =>
        [...document.querySelectorAll(list)].some((row) => row.querySelector('.label-name')?.textContent === wanted);
      while (!is()) await new Promise((resolve) => requestAnimationFrame(resolve));
      return Date.now();
    },
    [rows, name] as const,
  );
  const started = Date.now();
  writeFileSync(file, JSON.stringify({ ...record, name }));
  return (await shown) - started;
}
