import { html, type TemplateResult } from 'lit';
import { icon } from '../../webview/icons.ts';

export interface Option {
  value: string;
  label: string;
}

/** A drop-down list. */
export function selectView(
  { id, describedBy, invalid }: { id: string; describedBy: string; invalid: 'true' | 'false' },
  options: Option[],
  chosen: string,
  onChange: (event: Event) => void,
  onBlur: () => void = () => {},
  locked = false,
): TemplateResult {
  return html`<div class="select">
    <select id=${id} ?disabled=${locked} aria-describedby=${describedBy} aria-invalid=${invalid} @change=${onChange} @blur=${onBlur}>
      ${options.map(({ value, label }) => html`<option value=${value} ?selected=${value === chosen}>${label}</option>`)}
    </select>
    ${icon('chevron')}
  </div>`;
}
