import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { brandIcon } from '../../webview/brandIcon.ts';
import { icon } from '../../webview/icons.ts';
import type { ConnectorCard } from '../protocol.ts';
import type { Dispatch } from './change.ts';
import { categories, gallery } from './gallery.ts';
import { focusFirst, onListKey } from './listKeys.ts';
import { placeLink } from './policyView.ts';
import { type PanelState, usedHere } from './state.ts';

/** The applications to choose from: search, categories, and a list that arrow keys walk through. */
export function galleryPage(state: PanelState, dispatch: Dispatch): TemplateResult {
  const { used, others, off, unavailable } = gallery(state);
  const all = used.length + others.length + off.length + unavailable.length;
  const first = used[0] ?? others[0];
  const pick = (card: ConnectorCard) => dispatch({ type: 'pickConnector', key: card.key });
  const onSearchKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && first && state.search.trim() !== '') pick(first);
    else if (event.key === 'ArrowDown') focusFirst(listId);
    else return;
    event.preventDefault();
  };
  return html`
    <div class="search">
      ${icon('search')}
      <input
        type="search"
        id=${searchId}
        aria-label=${l10n.t('Search applications')}
        aria-controls=${listId}
        placeholder=${l10n.t('Search by name, e.g. “salesforce”, “entra”, “tickets”')}
        autocomplete="off"
        spellcheck="false"
        .value=${state.search}
        @input=${(event: InputEvent) => dispatch({ type: 'search', text: (event.target as HTMLInputElement).value })}
        @keydown=${onSearchKey}
      />
    </div>
    ${chips(state, dispatch)}
    <p class="hidden" role="status">${howMany(all)}</p>
    ${
      first
        ? html`<div id=${listId} role="listbox" aria-label=${l10n.t('Applications')} @keydown=${(event: KeyboardEvent) => onListKey(event, searchId)}>
            ${group('used', l10n.t('Used in this workspace'), used, state, pick)}
            ${group('others', l10n.t('All applications'), others, state, pick)}
          </div>`
        : all > 0
          ? nothing
          : nothingFound(state, dispatch)
    }
    ${turnedOff(off, dispatch)} ${notFromHere(unavailable)}
  `;
}

/** What a screen reader says after each letter of a search. */
function howMany(count: number): string {
  return count === 1 ? l10n.t('1 application shown.') : l10n.t('{0} applications shown.', count);
}

const searchId = 'search';
const listId = 'applications';

function chips(state: PanelState, dispatch: Dispatch): TemplateResult {
  const chip = (label: string, category?: string) => html`<label>
    <input
      class="hidden"
      type="radio"
      name="category"
      .checked=${state.category === category}
      @change=${() => dispatch({ type: 'narrow', ...(category === undefined ? {} : { category }) })}
    />${label}
  </label>`;
  return html`<fieldset role="radiogroup" class="chips">
    <legend class="hidden">${l10n.t('Category')}</legend>
    ${chip(l10n.t('All'))} ${state.connectors.some(({ used }) => used > 0) ? chip(l10n.t('Used here'), usedHere) : nothing}
    ${categories(state.connectors).map((category) => chip(category, category))}
  </fieldset>`;
}

function group(
  id: string,
  label: string,
  cards: ConnectorCard[],
  state: PanelState,
  pick: (card: ConnectorCard) => void,
) {
  if (cards.length === 0) return nothing;
  return html`<h2 id="group-${id}">${label}</h2>
    <div class="grid" role="group" aria-labelledby="group-${id}">
      ${repeat(
        cards,
        ({ key }) => key,
        (card) => html`<div
          class="card"
          role="option"
          tabindex="-1"
          data-key=${card.key}
          title=${card.description}
          aria-selected=${card.key === state.connector}
          @click=${() => pick(card)}
        >
          ${brandIcon(card)}
          <span><span class="strong">${card.name}</span>${usage(card)}</span>
        </div>`,
      )}
    </div>`;
}

/** Apart from the others, and named all the same: who looks for one learns why it is not offered, and by whom. */
function turnedOff(cards: ConnectorCard[], dispatch: Dispatch): TemplateResult | typeof nothing {
  if (cards.length === 0) return nothing;
  return html`<h2 id="group-off">${l10n.t('Turned off by policy')}</h2>
    <ul class="apart" aria-labelledby="group-off">
      ${repeat(
        cards,
        ({ key }) => key,
        (card) => html`<li>
          ${brandIcon(card)}
          <span>
            <span class="strong">${card.name}</span> ${usage(card)}
            <span class="small block">${card.off?.sentence}
              ${card.off?.place === undefined ? nothing : placeLink(card.off.place, l10n.t('Show why ({0})', card.off.at ?? ''), dispatch)}</span>
          </span>
        </li>`,
      )}
    </ul>`;
}

/** What is on premises or speaks another protocol: people look for it, and learn what it needs. */
function notFromHere(cards: ConnectorCard[]): TemplateResult | typeof nothing {
  if (cards.length === 0) return nothing;
  return html`<h2 id="group-unavailable">${l10n.t('Not to be connected to from here')}</h2>
    <ul class="apart" aria-labelledby="group-unavailable">
      ${repeat(
        cards,
        ({ key }) => key,
        (card) => html`<li>
          ${brandIcon(card)}
          <span><span class="strong">${card.name}</span><span class="small block">${card.unavailable}</span></span>
        </li>`,
      )}
    </ul>`;
}

function usage({ used, attention }: ConnectorCard) {
  if (used === 0) return nothing;
  const text =
    attention > 0
      ? used === attention && used === 1
        ? l10n.t('needs sign-in')
        : l10n.t('{0} of {1} need sign-in', attention, used)
      : used === 1
        ? l10n.t('1 connection')
        : l10n.t('{0} connections', used);
  return html`<span class="small block">${text}</span>`;
}

function nothingFound(state: PanelState, dispatch: Dispatch): TemplateResult {
  const clear = () => {
    dispatch({ type: 'search', text: '' });
    dispatch({ type: 'narrow' });
  };
  return html`<p class="muted">
    ${l10n.t('No application matches “{0}”.', state.search)}
    <button type="button" class="link" @click=${clear}>${l10n.t('Show all')}</button>
  </p>`;
}
