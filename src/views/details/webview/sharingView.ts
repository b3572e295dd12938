import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { type IconName, icon } from '../../webview/icons.ts';
import type { DetailAction, FromDetails, ReaderLine, SharingDetails } from '../protocol.ts';

type Send = (message: FromDetails) => void;

/** One shape for each, so that colour is never the only sign. */
const looks: Record<ReaderLine['can'], { icon: IconName; tone: string }> = {
  opens: { icon: 'check', tone: 'good' },
  signsIn: { icon: 'person', tone: 'good' },
  waits: { icon: 'lock', tone: 'warn' },
  noKey: { icon: 'person', tone: 'muted' },
};

/** Who can use it, and how one knows. */
export function sharingView(sharing: SharingDetails, send: Send): TemplateResult {
  const { how, sealed, people, more, note, open, rotate, deeds } = sharing;
  const warnings = [rotate && l10n.t('Its secret must be replaced. {0}', rotate), open].filter(Boolean);
  return html`<section class="sharing" aria-labelledby="sharing">
    <h2 id="sharing">${l10n.t('Who can use this, and how do I know')}</h2>
    <p>${how}${sealed === undefined ? nothing : html` · <span class="muted">${sealed}</span>`}</p>
    ${note === undefined ? nothing : html`<p class="muted">${note}</p>`}
    ${warnings.map((words) => html`<div class="notice caution" role="note">${icon('warning')}<div>${words}</div></div>`)}
    <ul class="readers">
      ${people.map((line) => readerView(line, send))}
    </ul>
    ${more > 0 ? html`<p class="muted">${l10n.t('and {0} more', more)}</p>` : nothing}
    <div class="links">${deeds.map((name) => deedView(name, send))}</div>
  </section>`;
}

function readerView({ user, isMe, roles, can, words, how }: ReaderLine, send: Send): TemplateResult {
  const open = () => how && send({ type: 'open', index: how.link.index });
  return html`<li data-user=${user}>
    <span class=${looks[can].tone}>${icon(looks[can].icon)}</span>
    <div>
      <span class="strong">${user}</span> ${isMe ? html`<span class="badge">${l10n.t('you')}</span>` : nothing}
      <div class="muted">${words}</div>
    </div>
    <div class="why">
      ${roles.join(', ')}
      ${
        how
          ? html`<div class="small">
              <button type="button" class="link" aria-label="${how.link.label} (${user})" @click=${open}>${how.link.label}</button>
              ${how.text}
            </div>`
          : nothing
      }
    </div>
  </li>`;
}

function deedView(name: DetailAction, send: Send): TemplateResult {
  const run = () => send({ type: 'run', action: name });
  const label = deedLabel(name);
  return name === 'openMembers'
    ? html`<button type="button" class="link" @click=${run}>${label}</button>`
    : html`<vscode-button secondary @click=${run}>${label}</vscode-button>`;
}

function deedLabel(name: DetailAction): string {
  if (name === 'rotateNow') return l10n.t('Rotate Now');
  return name === 'sealAgain' ? l10n.t('Seal Again') : l10n.t('Members & Access');
}
