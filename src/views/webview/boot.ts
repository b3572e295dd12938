/// <reference types="vscode-webview" />
import * as l10n from '@vscode/l10n';
import type { CSSResult } from 'lit';
import { theme } from './theme.css.ts';

/** What a webview has of the editor: messages both ways, and a place for state that survives hiding and reloading. */
export interface Host<Out, In> {
  send(message: Out): void;
  onMessage(listener: (message: In) => void): void;
  /** What was saved before, of unknown shape: an older version may have written it. */
  saved(): unknown;
  save(state: object): void;
}

/** Puts the editor's language and the looks in place. Called once, before anything is drawn. */
export function boot<Out, In>(...styles: CSSResult[]): Host<Out, In> {
  l10n.config({ contents: document.getElementById('l10n')?.textContent ?? '{}' });
  document.adoptedStyleSheets.push(...[theme, ...styles].flatMap(({ styleSheet }) => styleSheet ?? []));
  const api = acquireVsCodeApi();
  return {
    send: (message) => api.postMessage(message),
    onMessage: (listener) => addEventListener('message', (event: MessageEvent<In>) => listener(event.data)),
    saved: () => api.getState(),
    save: (state) => api.setState(state),
  };
}

/** Calls `listener` when the person switches the editor's theme. */
export function onThemeChange(listener: () => void): void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['style', 'class'] });
  observer.observe(document.body, { attributes: true, attributeFilter: ['class'] });
}
