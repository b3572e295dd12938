import { html, type TemplateResult } from 'lit';
import type { Deed, FromMembers, Link } from '../protocol.ts';

/** What the page can do. */
export interface Acts {
  send(message: FromMembers): void;
  search(text: string): void;
}

/** A place in a file. */
export function linkView({ index, label }: Link, acts: Acts): TemplateResult {
  return html`<button type="button" class="link" @click=${() => acts.send({ type: 'open', index })}>${label}</button>`;
}

/** A button in a row; a screen reader hears of whom it is. */
export function deedView({ index, label }: Deed, of: string, acts: Acts): TemplateResult {
  return html`<button type="button" class="link" aria-label="${label} (${of})" @click=${() => acts.send({ type: 'act', index })}>${label}</button>`;
}
