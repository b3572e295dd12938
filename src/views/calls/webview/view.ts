import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { CallRow, CallsFacts, FromCalls } from '../protocol.ts';
import { type Filter, filtered, noFilter } from './filter.ts';
import { tableView } from './table.ts';

/** What the page shows. */
export interface Shown {
  rows: readonly CallRow[];
  facts: CallsFacts;
  filter: Filter;
  whole: boolean;
}

/** What the page can do. */
export interface Acts {
  send(message: FromCalls): void;
  filter(changes: Partial<Filter>): void;
  showAll(): void;
}

/** More rows are drawn where the person asks for them: a live page has to be quick. */
const rowsAtFirst = 200;

/** The whole page. */
export function pageView(shown: Shown, acts: Acts): TemplateResult {
  const { rows, facts, filter } = shown;
  const lead = l10n.t(
    'What used connections in this window since it opened, the last {0} calls. Bodies, headers and secrets are never kept.',
    facts.most.toLocaleString(document.documentElement.lang),
  );
  return html`<h1 tabindex="-1">${l10n.t('Calls')}</h1>
    <p class="lead">${lead}</p>
    ${rows.length === 0 && filter.connection === '' ? emptyView(acts) : html`${filtersView(shown, acts)} ${callsView(shown, acts)}`}`;
}

function callsView({ rows, filter, whole }: Shown, acts: Acts): TemplateResult {
  const found = filtered(rows, filter);
  if (found.length === 0) {
    const isFirst = rows.length === 0 || (filter.connection !== '' && filter.text === '' && !filter.failures);
    return html`<p class="none" role="status">
      ${isFirst ? l10n.t('Nothing has used this connection in this window yet.') : l10n.t('No call matches.')}
      <button type="button" class="link" @click=${() => acts.filter(noFilter)}>${l10n.t('Show all calls')}</button>
    </p>`;
  }
  const drawn = whole ? found : found.slice(0, rowsAtFirst);
  const failed = found.filter((row) => row.failed).length;
  const count = found.length === 1 ? l10n.t('1 call') : l10n.t('{0} calls', found.length);
  return html`<p class="muted count">${failed === 0 ? l10n.t('{0}, none failed', count) : l10n.t('{0}, {1} failed', count, failed)}</p>
    ${tableView(drawn, acts)}
    ${
      drawn.length < found.length
        ? html`<p><button type="button" class="link" @click=${acts.showAll}>${l10n.t('Show {0} more', found.length - drawn.length)}</button></p>`
        : nothing
    }`;
}

function filtersView({ facts, filter }: Shown, acts: Acts): TemplateResult {
  const typed = (event: InputEvent) => acts.filter({ text: (event.target as HTMLInputElement).value });
  const chosen = (event: Event) => acts.filter({ connection: (event.target as HTMLSelectElement).value });
  const checked = (event: Event) => acts.filter({ failures: (event.target as HTMLInputElement).checked });
  const option = (id: string, label: string) =>
    html`<option value=${id} .selected=${id === filter.connection}>${label}</option>`;
  return html`<div class="choices" role="search">
    <label>
      <span>${l10n.t('Filter')}</span>
      <input type="search" placeholder=${l10n.t('Path, method, status, caller')} .value=${filter.text} @input=${typed} />
    </label>
    <label>
      <span>${l10n.t('Connection')}</span>
      <select @change=${chosen}>
        ${option('', l10n.t('All connections'))} ${facts.connections.map(({ id, label }) => option(id, label))}
      </select>
    </label>
    <label class="check">
      <input type="checkbox" .checked=${filter.failures} @change=${checked} />
      <span>${l10n.t('Failures only')}</span>
    </label>
  </div>`;
}

function emptyView(acts: Acts): TemplateResult {
  return html`<div class="card empty" role="status">
    <div>
      <div class="strong">${l10n.t('Nothing has used a connection in this window yet.')}</div>
      <p>${l10n.t('Every request of a script, terminal, task, extension or agent appears here as it ends, with who sent it, its path, its status and how long it took; so does every token that is handed out.')}</p>
      <p>${l10n.t('Give a connection a name, allow terminals for this workspace, and call it by that name. docs/use.md says how.')}</p>
      <div class="actions">
        <vscode-button @click=${() => acts.send({ type: 'run', command: 'newTerminal' })}>${l10n.t('New Terminal with Connections…')}</vscode-button>
        <vscode-button secondary @click=${() => acts.send({ type: 'run', command: 'newBinding' })}>${l10n.t('New Binding…')}</vscode-button>
      </div>
    </div>
  </div>`;
}
