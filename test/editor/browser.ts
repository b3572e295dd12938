import { appendFileSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/install/chromium.mjs';
import type { EditorServer } from './server.ts';

/** Starts a browser of this machine. `headed` shows it. */
export function launchBrowser(options: { headed?: boolean } = {}): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) {
    throw new Error('No Chromium, Chrome or Edge was found. Install one, or set PATCHBAY_CHROMIUM to its program.');
  }
  const args = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  return chromium.launch({
    executablePath,
    headless: !options.headed,
    args: [...args, '--disable-component-update', '--disable-sync'],
  });
}

export interface UserOptions {
  /** `memory`: the server does not answer `/mint-key`, so that secrets end with the window. Default `kept`. */
  secrets?: 'kept' | 'memory';
  /** Default 1280 × 800. */
  size?: { width: number; height: number };
  /** Pixels per CSS pixel, for pictures. Default 1. */
  scale?: number;
  locale?: string;
}

/**
 * A person with a browser of their own: secrets and `globalState` are theirs, files under `globalStorageUri` are shared
 * with every other user of the same server. Several windows of one user are several pages of the context.
 */
export async function newUser(browser: Browser, options: UserOptions = {}): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: options.size ?? { width: 1280, height: 800 },
    deviceScaleFactor: options.scale ?? 1,
    ...(options.locale ? { locale: options.locale } : {}),
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  if (options.secrets === 'memory') await context.route('**/mint-key', (route) => route.fulfill({ status: 405 }));
  return context;
}

export interface OpenOptions {
  /** A folder, or a `.code-workspace` file; none opens an empty window. */
  folder?: string;
  /** `ask`: the window is restricted until the person trusts its folder. Default: every folder is trusted. */
  trust?: 'ask';
  /** What the window writes to its console is appended to this file. */
  consoleLog?: string;
}

/** Opens a window and waits until its workbench stands. The extension host may still be starting. */
export async function openWindow(server: EditorServer, user: BrowserContext, options: OpenOptions): Promise<Page> {
  const page = await user.newPage();
  const { consoleLog, folder, trust } = options;
  if (consoleLog) page.on('console', (message) => appendFileSync(consoleLog, `${message.type()} ${message.text()}\n`));
  const address = new URL(server.url);
  if (folder) address.searchParams.set(folder.endsWith('.code-workspace') ? 'workspace' : 'folder', folder);
  else address.searchParams.set('ew', 'true');
  if (trust) address.searchParams.set('trust', trust);
  await page.goto(address.href);
  await workbenchReady(page);
  return page;
}

/** Waits until the workbench of a page stands, also after a reload. */
export async function workbenchReady(page: Page): Promise<void> {
  await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
  await page.locator('.monaco-workbench .part.activitybar .action-item').first().waitFor({ timeout: 60_000 });
}
