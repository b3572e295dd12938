import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import type { CatalogEntry } from '../../../src/model/connector.ts';
import type { ToPanel } from '../../../src/views/addConnection/protocol.ts';
import { repository } from '../../editor/paths.ts';

const script = join(repository, 'dist', 'webview', 'addConnection.js');

/** What one key cost the page's thread, in milliseconds. */
export interface Cost {
  /** From the key until the page was told what to show. */
  script: number;
  /** Styles, layout and painting of the frame that shows it. */
  frame: number;
}

/** The built page of the Add panel at its gallery, in a browser, with a stand-in for the editor around it. */
export class GalleryPage {
  readonly page: Page;
  /** What it cost to show the first screen, from the message with all connectors. */
  readonly opened: Cost;

  private constructor(page: Page, opened: Cost) {
    this.page = page;
    this.opened = opened;
  }

  /** @param styles that come after the page's own. */
  static async open(browser: Browser, entries: readonly CatalogEntry[], styles = ''): Promise<GalleryPage> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.setContent(
      `<!doctype html><html style="${colours}"><style>${styles}</style><body><main></main></body></html>`,
    );
    await page.evaluate(() => {
      const api = { postMessage() {}, getState() {}, setState() {} };
      Object.assign(globalThis, { acquireVsCodeApi: () => api });
    });
    await page.addScriptTag({ type: 'module', content: readFileSync(script, 'utf8') });
    const message: ToPanel = {
      type: 'gallery',
      folders: [{ id: 'personal', label: 'Personal Workspace', kind: 'personal' }],
      connectors: entries.map((entry) => ({ ...entry, used: 0, attention: 0 })),
    };
    const opened = await page.evaluate(openWith, message);
    await page.locator('input[type=search]').focus();
    await page.evaluate(watchKeys);
    return new GalleryPage(page, opened);
  }

  /** Presses a key in the search and waits until what follows is drawn. */
  async press(key: string): Promise<Cost> {
    await this.page.keyboard.press(key);
    return this.page.evaluate(() => (globalThis as unknown as { cost: Promise<Cost> }).cost);
  }

  /** Waits until the whole list is there, so that one key does not pay for another. */
  async settle(): Promise<void> {
    await this.page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const observer = new MutationObserver(() => later());
          let timer: ReturnType<typeof setTimeout>;
          const later = () => {
            clearTimeout(timer);
            timer = setTimeout(() => {
              observer.disconnect();
              resolve();
            }, 60);
          };
          observer.observe(document, { subtree: true, childList: true });
          later();
        }),
    );
  }
}

/** In the page: gives it the message, and measures until the frame that shows it. */
function openWith(message: ToPanel): Promise<Cost> {
  return new Promise((resolve) => {
    const started = performance.now();
    const listen = () => {
      const script = performance.now() - started;
      requestAnimationFrame(() => {
        const frameStarted = performance.now();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve({ script, frame: performance.now() - frameStarted });
        port2.postMessage(0);
      });
    };
    // The page listens since before, so its turn is first.
    addEventListener('message', listen, { once: true });
    window.postMessage(message, '*');
  });
}

/** In the page: measures each key from its arrival to the end of the frame that shows what it changed. */
function watchKeys(): void {
  let pressed = 0;
  const cost = (): Promise<Cost> => {
    const script = performance.now() - pressed;
    return new Promise((resolve) => {
      requestAnimationFrame(() => {
        const started = performance.now();
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve({ script, frame: performance.now() - started });
        port2.postMessage(0);
      });
    });
  };
  addEventListener('keydown', () => (pressed = performance.now()), { capture: true });
  addEventListener('input', () => Object.assign(globalThis, { cost: cost() }));
}

/** A few of the editor's colours, so that what is measured is drawn as it is there. */
const colours = [
  ['foreground', '#bbbebf'],
  ['editor-background', '#121314'],
  ['editorWidget-background', '#202122'],
  ['descriptionForeground', '#8c8c8c'],
  ['input-background', '#191a1b'],
  ['input-foreground', '#bfbfbf'],
  ['focusBorder', '#3994bc'],
]
  .map(([name, colour]) => `--vscode-${name}: ${colour}`)
  .join(';');
