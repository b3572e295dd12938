import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext } from 'playwright-core';
import { type ControlledAcme, startAcme } from '../../examples/acme/acme.ts';
import { launchBrowser, newUser, type OpenOptions, openWindow, type UserOptions } from '../editor/browser.ts';
import { repository } from '../editor/paths.ts';
import { type EditorServer, fewBuiltin, startEditorServer } from '../editor/server.ts';
import { newDirectory, newWorkspace } from '../support/run.ts';
import { remember } from '../support/secrets.ts';
import { Workbench } from './workbench.ts';

/** What all end-to-end tests share: one VS Code server, one browser, one Acme. */
export interface World {
  server: EditorServer;
  browser: Browser;
  acme: ControlledAcme;
  /** Logs and pictures go here. */
  directory: string;
}

let current: World | undefined;
const people = new Set<Person>();

/** Called once, before the first test (`hooks.ts`). */
export async function createWorld(): Promise<void> {
  const directory = newDirectory('e');
  const [server, browser, acme] = await Promise.all([
    startEditorServer({
      directory,
      // One that uses ours goes along.
      development: {
        extensions: [repository, ...['caller', 'agent'].map((name) => join(repository, 'test', 'extensions', name))],
      },
      builtin: fewBuiltin,
      settings: { 'workbench.reduceMotion': 'on' },
    }),
    launchBrowser(),
    startAcme({ control: true, onIssued: remember }),
  ]);
  current = { server, browser, acme, directory };
}

export async function endWorld(): Promise<void> {
  await current?.browser.close();
  await Promise.all([current?.server.stop(), current?.acme.close()]);
}

export function world(): World {
  if (!current) throw new Error('The world is made before the first test; use it inside of one.');
  return current;
}

/** Somebody with a browser of their own, see {@link newUser}. */
export class Person {
  readonly context: BrowserContext;
  readonly #windows: Workbench[] = [];

  constructor(context: BrowserContext) {
    this.context = context;
    context.setDefaultTimeout(20_000);
  }

  /** Opens a window: by default on a new copy of the demo workspace. */
  async open(options: OpenOptions = {}): Promise<Workbench> {
    const { server, directory } = world();
    const page = await openWindow(server, this.context, {
      folder: newWorkspace(),
      consoleLog: join(directory, 'console.log'),
      ...options,
    });
    const window = new Workbench(page);
    this.#windows.push(window);
    return window;
  }

  /** Pictures of all pages, for a person who asks why a test failed. */
  async takePictures(name: string): Promise<void> {
    const folder = join(repository, 'out', 'test', 'e2e');
    mkdirSync(folder, { recursive: true });
    const file = (index: number) => join(folder, `${name.replace(/[^\w]+/g, '-').slice(0, 120)}-${index + 1}.png`);
    for (const [index, page] of this.context.pages().entries()) {
      await page.screenshot({ path: file(index), timeout: 5_000 }).catch(() => {});
    }
  }

  async leave(): Promise<void> {
    people.delete(this);
    await this.context.close();
  }
}

/**
 * A new person; one that comes during a test leaves at its end, one that comes in `before()` stays until `leave()`.
 * Where nobody is there yet, the extension's storage is empty, whatever earlier tests kept in it.
 */
export async function newPerson(options?: UserOptions): Promise<Person> {
  if (people.size === 0) putStorageAside();
  const person = new Person(await newUser(world().browser, options));
  people.add(person);
  return person;
}

/** It stays among what the run left, where secrets are looked for. */
function putStorageAside(): void {
  const storage = join(world().server.globalStorage, 'patchbay.patchbay');
  if (existsSync(storage)) renameSync(storage, join(newDirectory('s'), 'storage'));
}

/** Everybody whose browser is open. */
export function everybody(): ReadonlySet<Person> {
  return people;
}
