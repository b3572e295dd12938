import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { StateKind } from '../../../model/state.ts';
import { brandIcon } from '../../webview/brandIcon.ts';
import { type IconName, icon } from '../../webview/icons.ts';
import type { ConnectionDetails, Fact, FromDetails, ToDetails } from '../protocol.ts';
import { useView } from './chart.ts';
import { sharingView } from './sharingView.ts';

type Send = (message: FromDetails) => void;

/** The page of a connection, or the sentence that it is gone. */
export function pageView(shown: ToDetails, send: Send): TemplateResult {
  if (shown.type === 'details') return detailsView(shown.details, send);
  return html`<h1 tabindex="-1">${l10n.t('This connection is gone')}</h1>
    <p class="lead" role="status">${shown.sentence}</p>
    <div class="actions">
      <vscode-button @click=${() => send({ type: 'close' })}>${l10n.t('Close')}</vscode-button>
    </div>`;
}

function detailsView(details: ConnectionDetails, send: Send): TemplateResult {
  const { name, connector, folder, account, state, readOnly } = details;
  return html`<header class="heading">
      ${brandIcon(connector)}
      <div>
        <h1 tabindex="-1">${name}</h1>
        <p class="muted">${connector.name} · ${folder}</p>
      </div>
    </header>
    <div class="card state" role="status">
      <span class=${stateLook[state.kind].tone}>${icon(stateLook[state.kind].icon)}</span>
      <div>
        <div class="strong">${account === undefined ? state.words : l10n.t('{0}, as {1}', state.words, account)}</div>
        ${state.detail === undefined ? nothing : html`<div class="muted">${state.detail}</div>`}
      </div>
    </div>
    ${policyView(details, send)}
    ${readOnly === undefined ? nothing : html`<p class="muted">${icon('lock')} ${readOnly}</p>`}
    <div class="actions" role="group" aria-label=${l10n.t('Actions')}>
      ${details.actions.map(
        ({ name, label, primary }) =>
          html`<vscode-button ?secondary=${!primary} @click=${() => send({ type: 'run', action: name })}>${label}</vscode-button>`,
      )}
    </div>
    ${details.sharing ? sharingView(details.sharing, send) : nothing}
    ${useView(details.use, send)}
    <dl class="facts">${details.facts.map((fact) => factView(fact, send))}</dl>
    ${historyView(details.history)}`;
}

function policyView({ policy }: ConnectionDetails, send: Send): TemplateResult | typeof nothing {
  if (!policy) return nothing;
  const { blocked, sentence, remedy, at } = policy;
  return html`<div class="notice ${blocked ? '' : 'caution'}" role="note">
    ${icon('law')}
    <div>
      <div class="strong">${blocked ? l10n.t('Blocked by policy') : l10n.t('Not allowed by policy today; it goes on working')}</div>
      <div>${sentence} ${remedy}</div>
      ${
        at === undefined
          ? nothing
          : html`<button type="button" class="link" @click=${() => send({ type: 'run', action: 'showWhy' })}>${l10n.t('Show why ({0})', at)}</button>`
      }
    </div>
  </div>`;
}

function historyView(history: ConnectionDetails['history']): TemplateResult | typeof nothing {
  if (history.length === 0) return nothing;
  return html`<section class="history">
    <h2>${l10n.t('What was done with it')}</h2>
    <ol>
      ${history.map(({ time, words }) => html`<li><span class="muted">${time}</span> <span>${words}</span></li>`)}
    </ol>
  </section>`;
}

/** One shape for each state, so that colour is never the only sign. */
const stateLook: Record<StateKind, { icon: IconName; tone: 'good' | 'warn' | 'bad' }> = {
  connected: { icon: 'check', tone: 'good' },
  degraded: { icon: 'cloudOff', tone: 'warn' },
  needsSignIn: { icon: 'key', tone: 'warn' },
  appProblem: { icon: 'error', tone: 'bad' },
  problem: { icon: 'warning', tone: 'bad' },
};

function factView({ label, value, title, action }: Fact, send: Send): TemplateResult {
  const values = typeof value === 'string' ? value : value.map((one) => html`<span class="badge">${one}</span> `);
  return html`<div class="fact">
    <dt>${label}</dt>
    <dd>
      <span title=${title ?? nothing}>${values}</span>
      ${
        action
          ? html`<button type="button" class="link" aria-label="${action.label}: ${label}" @click=${() => send({ type: 'run', action: action.name })}>
              ${action.label}
            </button>`
          : nothing
      }
    </dd>
  </div>`;
}
