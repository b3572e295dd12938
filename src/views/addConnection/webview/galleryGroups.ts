import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { brandIcon } from '../../webview/brandIcon.ts';
import type { ConnectorCard } from '../protocol.ts';
import type { Dispatch } from './change.ts';
import { placeLink } from './policyView.ts';
import type { PanelState } from './state.ts';

type Nothing = typeof nothing;

/** Applications that can be chosen, under a heading. */
export function cardGroup(
  id: string,
  label: string,
  cards: ConnectorCard[],
  state: PanelState,
  pick: (card: ConnectorCard) => void,
): TemplateResult | Nothing {
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
          <span><span class="strong">${card.name}</span>${ownBadge(card)}${usage(card)}</span>
        </div>`,
      )}
    </div>`;
}

/** On a connector that the workspace brings. */
export function ownBadge({ own }: Pick<ConnectorCard, 'own'>): TemplateResult | Nothing {
  return own ? html` <span class="badge">${l10n.t('this workspace')}</span>` : nothing;
}

/** Apart from the others, and named all the same: who looks for one learns why it is not offered, and by whom. */
export function turnedOff(cards: ConnectorCard[], dispatch: Dispatch): TemplateResult | Nothing {
  return apart(
    'off',
    l10n.t('Turned off by policy'),
    cards,
    (card) => html`
    <span class="strong">${card.name}</span> ${usage(card)}
    <span class="small block">${card.off?.sentence}
      ${card.off?.place === undefined ? nothing : placeLink(card.off.place, l10n.t('Show why ({0})', card.off.at ?? ''), dispatch)}</span>`,
  );
}

/** What is on premises or speaks another protocol: people look for it, and learn what it needs. */
export function notFromHere(cards: ConnectorCard[]): TemplateResult | Nothing {
  return apart(
    'unavailable',
    l10n.t('Not to be connected to from here'),
    cards,
    ({ name, unavailable }) => html`<span class="strong">${name}</span><span class="small block">${unavailable}</span>`,
  );
}

function apart(
  id: string,
  label: string,
  cards: ConnectorCard[],
  words: (card: ConnectorCard) => TemplateResult,
): TemplateResult | Nothing {
  if (cards.length === 0) return nothing;
  return html`<h2 id="group-${id}">${label}</h2>
    <ul class="apart" aria-labelledby="group-${id}">
      ${repeat(
        cards,
        ({ key }) => key,
        (card) => html`<li>${brandIcon(card)}<span>${words(card)}</span></li>`,
      )}
    </ul>`;
}

function usage({ used, attention }: ConnectorCard): TemplateResult | Nothing {
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
