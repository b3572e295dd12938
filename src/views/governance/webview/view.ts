import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import type { CellReason, CellState, Choice, Chosen, FromGovernance, MatrixPage, RuleLine } from '../protocol.ts';
import { onGridKey } from './gridKeys.ts';

/** What the page can do. */
export interface Acts {
  send(message: FromGovernance): void;
  search(text: string): void;
}

/** A sign and a word for each state, so that colour is never alone. */
function look(state: CellState): { sign: string; word: string } {
  return {
    allowed: { sign: '✓', word: l10n.t('allowed') },
    filled: { sign: '★', word: l10n.t('allowed, filled in by policy') },
    warned: { sign: '!', word: l10n.t('allowed with a warning') },
    denied: { sign: '✕', word: l10n.t('not allowed') },
    unknown: { sign: '?', word: l10n.t('cannot be told') },
    none: { sign: '·', word: l10n.t('not offered by the application') },
  }[state];
}

const states: readonly CellState[] = ['allowed', 'filled', 'warned', 'denied', 'unknown', 'none'];

/** The whole page. */
export function pageView(page: MatrixPage, search: string, acts: Acts): TemplateResult {
  return html`<h1 tabindex="-1">${page.title}</h1>
    <p class="muted">${page.facts.join(' · ')}</p>
    ${page.broken.map((line) => html`<p class="notice" role="note"><span>${line.text} ${linkView(line, acts)}</span></p>`)}
    <div class="choices">
      ${selectView(l10n.t('Person'), 'person', page, acts)} ${selectView(l10n.t('Folder'), 'folder', page, acts)}
      ${selectView(l10n.t('Account'), 'account', page, acts)} ${selectView(l10n.t('Action'), 'action', page, acts)}
      <label>
        <span>${l10n.t('Connector')}</span>
        <input type="search" placeholder=${l10n.t('Filter')} .value=${search} @input=${(event: InputEvent) => acts.search((event.target as HTMLInputElement).value)} />
      </label>
    </div>
    <div class="both">
      <div>
        <p class="legend muted">
          ${states.map((state) => html`<span><span class=${state} aria-hidden="true">${look(state).sign}</span> ${look(state).word}</span> `)}
        </p>
        ${gridView(page, search, acts)}
      </div>
      <section class="card reason" aria-live="polite" aria-label=${l10n.t('Why')}>
        ${page.reason ? reasonView(page.reason, acts) : html`<p class="muted">${l10n.t('Choose a cell to see why.')}</p>`}
      </section>
    </div>`;
}

function selectView(label: string, what: keyof Chosen, { choices, chosen }: MatrixPage, acts: Acts): TemplateResult {
  const change = (event: Event) => acts.send({ type: 'choose', what, id: (event.target as HTMLSelectElement).value });
  const option = ({ id, label: name }: Choice) =>
    html`<option value=${id} ?selected=${id === chosen[what]} .selected=${id === chosen[what]}>${name}</option>`;
  return html`<label><span>${label}</span><select @change=${change}>${choices[what].map(option)}</select></label>`;
}

function gridView({ title, types, rows, selected }: MatrixPage, search: string, acts: Acts): TemplateResult {
  const wanted = search.trim().toLocaleLowerCase();
  const found = rows.filter(({ name, connector }) => `${name}\n${connector}`.toLocaleLowerCase().includes(wanted));
  if (found.length === 0) return html`<p role="status">${l10n.t('No connector matches.')}</p>`;
  return html`<div role="grid" aria-label=${title} aria-rowcount=${found.length + 1} aria-colcount=${types.length + 1} @keydown=${onGridKey}>
    <div role="row" class="row head">
      <span role="columnheader" aria-label=${l10n.t('Connector')}></span>
      ${types.map(({ id, label }) => html`<span role="columnheader" title=${label} aria-label=${label}>${shortName(id, label)}</span>`)}
    </div>
    ${found.map(
      ({ connector, name, cells }) => html`<div role="row" class="row">
        <span role="rowheader">${name}</span>
        ${cells.map((state, at) => {
          const type = types[at] as Choice;
          const chosen = selected?.connector === connector && selected.authType === type.id;
          const { sign, word } = look(state);
          return html`<div
            role="gridcell"
            class="cell ${state}"
            tabindex="-1"
            aria-selected=${chosen}
            aria-label="${name}, ${type.label}: ${word}"
            title=${word}
            @click=${() => state !== 'none' && acts.send({ type: 'select', connector, authType: type.id })}
          >
            ${sign}
          </div>`;
        })}
      </div>`,
    )}
  </div>`;
}

function reasonView(reason: CellReason, acts: Acts): TemplateResult {
  const { title, state, sentence, decided, since, also, beat, spared, because, instead, contact, exemption } = reason;
  const labelled = (label: string, text: string | undefined) =>
    text === undefined ? nothing : html`<p><strong>${label}</strong> ${text}</p>`;
  const lines = (label: string, list: RuleLine[]) =>
    list.map((line) => html`<p><strong>${label}</strong> ${line.text} ${linkView(line, acts)}</p>`);
  return html`<h2>${title}</h2>
    <p><span class=${state}>${look(state).sign}</span> ${sentence}</p>
    ${decided ? lines(l10n.t('Decided by'), [decided]) : nothing} ${labelled(l10n.t('In force since'), since)}
    ${labelled(l10n.t('Because'), because)} ${lines(l10n.t('Also'), also)} ${lines(l10n.t('It beat'), beat)}
    ${lines(l10n.t('Would hold but for an exception'), spared)} ${labelled(l10n.t('Instead'), instead)}
    ${
      reason.alternatives.length === 0
        ? nothing
        : html`<p><strong>${l10n.t('Allowed is')}</strong></p>
          <ul>
            ${reason.alternatives.map(
              ({ index, label }) =>
                html`<li><button type="button" class="link" @click=${() => acts.send({ type: 'take', index })}>${label}</button></li>`,
            )}
          </ul>`
    }
    ${
      exemption === undefined
        ? nothing
        : html`<p><button type="button" class="link" @click=${() => acts.send({ type: 'exempt' })}>${l10n.t('Draft an exemption…')}</button></p>`
    }
    ${contact === undefined ? nothing : html`<p class="muted">${l10n.t('Ask: {0}', contact)}</p>`}`;
}

function linkView({ link }: RuleLine, acts: Acts): TemplateResult | typeof nothing {
  if (!link) return nothing;
  const open = () => acts.send({ type: 'open', index: link.index });
  return html`<button type="button" class="link" @click=${open}>${link.label}</button>`;
}

/** Above a narrow column; the whole name is in the cell's and in the reason's words. */
function shortName(type: string, label: string): string {
  const short: Record<string, string> = {
    byoa: l10n.t('Own app'),
    clientCredentials: l10n.t('Service app'),
    password: l10n.t('Pass\u00adword'),
    deviceCode: l10n.t('Device code'),
    pat: l10n.t('Token (PAT)'),
  };
  return short[type] ?? label;
}
