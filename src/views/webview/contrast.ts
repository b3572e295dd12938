/** Red, green and blue, 0–255. */
export type Rgb = [number, number, number];

/** What a graphic needs to be told from its background (WCAG 2.2, 1.4.11). */
const graphicContrast = 3;

/** @param hex six hexadecimal digits, with or without `#`. */
export function rgbFromHex(hex: string): Rgb {
  const digits = hex.replace('#', '');
  return [0, 2, 4].map((at) => Number.parseInt(digits.slice(at, at + 2), 16)) as Rgb;
}

/** Reads a colour as `getComputedStyle` gives it, such as `rgb(31, 31, 31)`. */
export function rgbFromComputed(colour: string): Rgb | undefined {
  const numbers = colour.match(/[\d.]+/g)?.map(Number);
  return numbers && numbers.length >= 3 ? [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0] : undefined;
}

/** True where a brand's colour stands out against `background`; else the icon is drawn in the foreground colour. */
export function standsOut(colour: Rgb, background: Rgb): boolean {
  return contrast(colour, background) >= graphicContrast;
}

/** How well two colours are told apart, from 1 to 21 (WCAG 2.2). */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Relative luminance (WCAG 2.2). */
function luminance(colour: Rgb): number {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
