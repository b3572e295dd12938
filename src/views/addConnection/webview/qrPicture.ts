import * as l10n from '@vscode/l10n';
import { html, svg, type TemplateResult } from 'lit';
import { encode } from 'uqr';

/** The light edge that a QR picture needs around it, in modules (ISO/IEC 18004, section 5.3.8). */
const quietZone = 4;

/** Drawn last: the page is drawn anew at each message, the picture only for another text. */
let last: { text: string; size: number; path: string } | undefined;

/**
 * The dark modules of a QR picture, as an SVG path in units of one module.
 *
 * @returns `undefined` for a text that is too long for one.
 */
export function qrPath(text: string): { size: number; path: string } | undefined {
  if (last?.text === text) return last;
  try {
    const { data, size } = encode(text, { ecc: 'M', border: quietZone });
    const path = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
    last = { text, size, path };
    return last;
  } catch {
    return undefined;
  }
}

/** Dark on light in every theme, since cameras expect it so. */
export function qrPicture(text: string, caption: string): TemplateResult | undefined {
  const drawn = qrPath(text);
  if (!drawn) return undefined;
  const { size, path } = drawn;
  return html`<figure class="qr">
    <svg viewBox="0 0 ${size} ${size}" role="img" aria-label=${l10n.t('QR picture of the page’s address')} shape-rendering="crispEdges">
      ${svg`<rect width=${size} height=${size} fill="#fff"></rect><path d=${path} fill="#000"></path>`}
    </svg>
    <figcaption class="small">${caption}</figcaption>
  </figure>`;
}
