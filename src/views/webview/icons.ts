import { html, type SVGTemplateResult, svg, type TemplateResult } from 'lit';

/** Sixteen by sixteen, drawn with a stroke in the text's colour. */
const shapes = {
  check: svg`<path d="M3 8.5 6.5 12 13 4.5" />`,
  close: svg`<path d="m4 4 8 8m0-8-8 8" />`,
  search: svg`<circle cx="7" cy="7" r="4.25" /><path d="m10.25 10.25 3.5 3.5" />`,
  chevron: svg`<path d="m4 6 4 4 4-4" />`,
  warning: svg`<path d="M8 2.25 14.5 13.5h-13zM8 6.5v3.25m0 1.5v.5" />`,
  error: svg`<circle cx="8" cy="8" r="6.25" /><path d="m5.75 5.75 4.5 4.5m0-4.5-4.5 4.5" />`,
  law: svg`<path d="M8 2.5v11m-3.5 0h7M3 4.75h10M3 4.75 1.25 9.5h3.5zm10 0L11.25 9.5h3.5z" />`,
  lock: svg`<rect x="3.5" y="7" width="9" height="6.5" rx="1" /><path d="M5.5 7V5a2.5 2.5 0 0 1 5 0v2" />`,
  person: svg`<circle cx="8" cy="5.25" r="2.75" /><path d="M2.75 14c.4-3.2 2.4-4.75 5.25-4.75S12.85 10.8 13.25 14" />`,
  people: svg`<circle cx="6" cy="5.5" r="2.5" /><path d="M1.5 13.5c.3-2.8 2-4.25 4.5-4.25s4.2 1.45 4.5 4.25M10.5 3.2a2.4 2.4 0 0 1 0 4.6m1.6 1.9c1.4.6 2.2 1.9 2.4 3.8" />`,
  key: svg`<circle cx="5" cy="11" r="2.75" /><path d="m7 9 6-6m-2.75 2.75 2 2" />`,
  cloudOff: svg`<path d="M4.5 12.5a3 3 0 0 1-.3-6 4 4 0 0 1 7.5-.6A3.3 3.3 0 0 1 12 12.5zM2 2l12 12" />`,
} satisfies Record<string, SVGTemplateResult>;

export type IconName = keyof typeof shapes;

/** An icon beside words that say the same: hidden from screen readers. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.25" stroke-linecap="round" stroke-linejoin="round">${shapes[name]}</svg>`;
}
