import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { icon } from '../../webview/icons.ts';
import type { CallRow } from '../protocol.ts';
import type { Acts } from './view.ts';

/** The calls, the newest first. */
export function tableView(rows: readonly CallRow[], acts: Acts): TemplateResult {
  return html`<div class="scroll" role="region" aria-label=${l10n.t('Calls')} tabindex="0">
    <table>
      <thead>
        <tr>
          <th scope="col">${l10n.t('Time')}</th>
          <th scope="col">${l10n.t('Connection')}</th>
          <th scope="col">${l10n.t('By')}</th>
          <th scope="col">${l10n.t('Method')}</th>
          <th scope="col">${l10n.t('Path')}</th>
          <th scope="col">${l10n.t('Status')}</th>
          <th scope="col" class="number">${l10n.t('Duration')}</th>
          <th scope="col">${l10n.t('Trace id')}</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(
          rows,
          ({ number }) => number,
          (row) => rowView(row, acts),
        )}
      </tbody>
    </table>
  </div>`;
}

function rowView(row: CallRow, acts: Acts): TemplateResult {
  const { number, time, moment, name, by, status, failed, duration, traced } = row;
  return html`<tr class=${failed ? 'failure' : ''} data-number=${number}>
    <th scope="row" class="time" title=${moment}>${time}</th>
    <td class="name" title=${name ?? nothing}>${name ?? html`<span class="muted">–</span>`}</td>
    <td class="by" title=${by}>${by}</td>
    ${callView(row)}
    <td class="status">
      ${failed ? html`<span class="bad">${icon('error')}</span> <span class="hidden">${l10n.t('failed')}</span>` : nothing}
      <span>${status}</span>
    </td>
    <td class="number">${duration}</td>
    <td>${traced ? copyView(row, acts) : nothing}</td>
  </tr>`;
}

function callView({ method, path, words }: CallRow): TemplateResult {
  if (words !== undefined) return html`<td></td><td class="words">${words}</td>`;
  return html`<td class="method">${method}</td><td class="path">${path}</td>`;
}

function copyView({ number, method, path, words, time }: CallRow, acts: Acts): TemplateResult {
  const call = words ?? [method, path].join(' ');
  return html`<button
    type="button"
    class="link"
    aria-label=${l10n.t('Copy the trace id of {0}, {1}', call, time)}
    @click=${() => acts.send({ type: 'copyTrace', number })}
  >
    ${l10n.t('Copy')}
  </button>`;
}
