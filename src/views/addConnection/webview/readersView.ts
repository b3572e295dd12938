import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { FormReader } from '../../../connections/governedFormTypes.ts';
import { icon } from '../../webview/icons.ts';

/** So many people are named in a sentence. */
const named = 3;

/** Who can open what is sealed in the folder: the names on demand, and at once who cannot, though they may use it. */
export function readersView(readers: readonly FormReader[] | undefined): TemplateResult | typeof nothing {
  if (!readers) return nothing;
  const joined = readers.filter((reader) => reader.joined);
  const others = readers.filter((reader) => !reader.joined);
  const waiting = others.map(({ user }) => user);
  return html`<div class="more small">
    ${
      readers.length === 0
        ? nothing
        : html`<details>
            <summary>${l10n.t('Who they are')}</summary>
            <ul>
              ${joined.map((reader) => html`<li>${nameOf(reader)}</li>`)}
              ${others.map((reader) => html`<li>${l10n.t('{0}: not joined yet', nameOf(reader))}</li>`)}
            </ul>
          </details>`
    }
    ${waiting.length === 0 ? nothing : html`<div>${sign()} ${l10n.t('Not joined yet, so nothing can be sealed to them: {0}.', listed(waiting))}</div>`}
    ${joined.some(({ you }) => you) ? nothing : html`<div>${sign()} ${l10n.t('You are not among them: you could not use it yourself.')}</div>`}
  </div>`;
}

function sign(): TemplateResult {
  return html`<span class="warn">${icon('warning')}</span>`;
}

function nameOf({ user, you }: FormReader): string {
  return you ? l10n.t('{0} (you)', user) : user;
}

/** The first few by name, the others by number. */
function listed(users: readonly string[]): string {
  const first = users.slice(0, named).join(', ');
  return users.length > named ? l10n.t('{0} and {1} more', first, users.length - named) : first;
}
