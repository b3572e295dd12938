import { html, svg, type TemplateResult } from 'lit';
import { type Rgb, rgbFromComputed, rgbFromHex, standsOut } from './contrast.ts';
import { tileColour } from './tile.ts';

/** What is needed to draw an application. */
export interface Brand {
  name: string;
  /** A 24 × 24 SVG path and the brand's colour. */
  icon?: { path: string; hex: string };
}

/**
 * An application's icon, in the brand's colour where that stands out against the background and in the foreground colour
 * else; a tile with its first letter, in a colour by its name, where it has no icon. Decoration: the name stands beside it.
 */
export function brandIcon({ name, icon }: Brand): TemplateResult {
  if (!icon)
    return html`<span class="tile tile-${tileColour(name)}" aria-hidden="true">${[...name][0]?.toLocaleUpperCase()}</span>`;
  const background = pageColour();
  const coloured = background !== undefined && standsOut(rgbFromHex(icon.hex), background);
  return html`<svg class="brand" viewBox="0 0 24 24" aria-hidden="true">
    ${svg`<path d=${icon.path} fill=${coloured ? `#${icon.hex.replace('#', '')}` : 'currentColor'}></path>`}
  </svg>`;
}

let seen: { colour: Rgb | undefined } | undefined;

/** The colour behind the icons, asked for once while a page is drawn: the browser reckons long to answer. */
function pageColour(): Rgb | undefined {
  if (!seen) {
    seen = { colour: rgbFromComputed(getComputedStyle(document.body).backgroundColor) };
    queueMicrotask(() => {
      seen = undefined;
    });
  }
  return seen.colour;
}
