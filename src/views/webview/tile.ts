/** The colours behind a white letter: each tells it well from itself (WCAG 2.2, 1.4.3: 4.5 to 1), and from its neighbours. */
export const tileColours = [
  '#7b4bb3',
  '#2b6cb0',
  '#0f766e',
  '#3f7d20',
  '#8a6500',
  '#b4530a',
  '#b83250',
  '#a03a8c',
  '#4f5bd5',
  '#5d6675',
] as const;

/** Which of {@link tileColours} a name has: always the same, so that one learns it. */
export function tileColour(name: string): number {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = (hash * 31 + name.charCodeAt(at)) >>> 0;
  return hash % tileColours.length;
}
