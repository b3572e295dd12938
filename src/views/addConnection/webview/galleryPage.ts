import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../webview/icons.ts';
import type { ConnectorCard } from '../protocol.ts';
import type { Dispatch } from './change.ts';
import { categories, countOf, examples, firstCard, firstOf, gallery, generic } from './gallery.ts';
import { cardGroup, notFromHere, turnedOff } from './galleryGroups.ts';
import { focusFirst, onListKey } from './listKeys.ts';
import { type PanelState, usedHere } from './state.ts';

/**
 * The applications to choose from: search, categories, and a list that arrow keys walk through.
 *
 * @param mostCards so many are drawn, from the top; see {@link Portions}.
 */
export function galleryPage(state: PanelState, dispatch: Dispatch, mostCards: number): TemplateResult {
  const groups = gallery(state);
  const { found, recent, used, others, off, unavailable } = firstOf(groups, mostCards);
  const all = countOf(groups);
  const first = firstCard(groups);
  const pick = (card: ConnectorCard) => dispatch({ type: 'pickConnector', key: card.key });
  const onSearchKey = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && first && state.search.trim() !== '') pick(first);
    else if (event.key === 'ArrowDown') focusFirst(listId);
    else return;
    event.preventDefault();
  };
  const group = (id: string, label: string, cards: ConnectorCard[]) => cardGroup(id, label, cards, state, pick);
  return html`
    <div class="search">
      ${icon('search')}
      <input
        type="search"
        id=${searchId}
        aria-label=${l10n.t('Search applications')}
        aria-controls=${listId}
        placeholder=${placeholder(state)}
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
            ${group('found', l10n.t('Found'), found)}
            ${group('recent', l10n.t('Recent'), recent)}
            ${group('used', l10n.t('Used in this workspace'), used)}
            ${group('others', recent.length + used.length > 0 ? l10n.t('Other applications') : l10n.t('All applications'), others)}
          </div>`
        : nothingToChoose(state, all, dispatch)
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

function placeholder({ connectors }: PanelState): string {
  const [one, other] = examples(connectors);
  if (one === undefined || other === undefined) return l10n.t('Search by name or by what it is for');
  return l10n.t('Search by name or by what it is for, e.g. “{0}” or “{1}”', one, other);
}

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

/** Says that nothing matches, where nothing does, and what does for an application that is not in the list. */
function nothingToChoose(state: PanelState, all: number, dispatch: Dispatch): TemplateResult {
  const clear = () => {
    dispatch({ type: 'search', text: '' });
    dispatch({ type: 'narrow' });
  };
  const link = (label: string, act: () => void) =>
    html`<button type="button" class="link" @click=${act}>${label}</button>`;
  const ways = generic(state.connectors);
  return html`<div class="muted none">
    ${
      all > 0
        ? nothing
        : html`<p>${l10n.t('No application matches “{0}”.', state.search)} ${link(l10n.t('Show all'), clear)}</p>`
    }
    <p class="links">
      <span>${l10n.t('What is not in the list can be connected to as well:')}</span>
      ${ways.map(({ key, name }) => link(name, () => dispatch({ type: 'pickConnector', key })))}
      ${link(l10n.t('New connector…'), () => dispatch({ type: 'makeOwn' }))}
    </p>
  </div>`;
}
