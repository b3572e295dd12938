import { html, type TemplateResult } from 'lit';
import type { Dispatch } from './change.ts';

/** A link whose address only the extension knows. */
export function pageLink(label: string, link: 'create' | 'docs', dispatch: Dispatch): TemplateResult {
  return html`<button type="button" class="link" @click=${() => dispatch({ type: 'openPage', link })}>${label}</button>`;
}
