import * as l10n from '@vscode/l10n';
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { FromDetails, UseDetails } from '../protocol.ts';
import { barsOf, column, height } from './bars.ts';

/** How often it was used, and how often that failed, day by day. */
export function useView(use: UseDetails, send: (message: FromDetails) => void): TemplateResult {
  return html`<section class="use" aria-labelledby="use">
    <h2 id="use">${l10n.t('Use on this computer')}</h2>
    ${use.days.length > 0 ? chartView(use) : nothing}
    <p class="totals">
      <span>${use.words}</span>
      <button type="button" class="link" @click=${() => send({ type: 'run', action: 'openCalls' })}>${l10n.t('Show calls')}</button>
    </p>
  </section>`;
}

function chartView({ days, alternative }: UseDetails): TemplateResult {
  const width = days.length * column;
  return html`<div class="chart">
    <svg viewBox="0 0 ${width} ${height}" role="img" aria-label=${alternative} preserveAspectRatio="none">
      <defs>
        <pattern id="failed" width="4" height="4" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="failed" width="4" height="4"></rect>
          <rect class="stripe" width="1" height="4"></rect>
        </pattern>
      </defs>
      ${barsOf(days).map(
        ({ x, width, good, failed, words }) => svg`<g>
          <title>${words}</title>
          <rect class="day" x=${x} y="0" width=${width} height=${height}></rect>
          <rect class="good" x=${x} y=${good.y} width=${width} height=${good.height}></rect>
          <rect fill="url(#failed)" x=${x} y=${failed.y} width=${width} height=${failed.height}></rect>
        </g>`,
      )}
    </svg>
    <div class="axis small" aria-hidden="true">
      <span>${days[0]?.label}</span>
      <span class="legend">
        <span><i class="good"></i>${l10n.t('worked')}</span>
        <span><i class="failed"></i>${l10n.t('failed')}</span>
      </span>
      <span>${days.at(-1)?.label}</span>
    </div>
  </div>`;
}
