import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../webview/icons.ts';
import type { Dispatch } from './change.ts';
import type { PanelState } from './state.ts';
import { type StepLine, stepLines } from './stepper.ts';

/** The steps; those that can be gone to are buttons, with what was chosen in them. */
export function stepperView(state: PanelState, dispatch: Dispatch): TemplateResult {
  return html`<ol class="stepper">
    ${stepLines(state).map(
      (line, index) => html`<li>
        ${
          line.open
            ? html`<button type="button" class="step ${line.status}" @click=${() => dispatch({ type: 'goTo', step: line.step })}>
                ${content(line, index)}
              </button>`
            : html`<span class="step ${line.status}" aria-current=${line.status === 'current' ? 'step' : nothing}>
                ${content(line, index)}
              </span>`
        }
      </li>`,
    )}
  </ol>`;
}

function content({ status, label, value }: StepLine, index: number): TemplateResult {
  return html`<span class="mark" aria-hidden="true">${status === 'done' ? icon('check') : index + 1}</span>
    <span class="words">
      ${label}${status === 'done' ? html`<span class="hidden">${l10n.t('(done)')}</span>` : nothing}
      ${value === undefined ? nothing : html`<span class="small">${value}</span>`}
    </span>`;
}
