import type { UseDay } from '../protocol.ts';

/** In units of the drawing: its height, and the room of one day. */
export const height = 56;
export const column = 24;
const gap = 4;

/** What happened at all is seen, beside however much more. */
const least = 2;

export interface Bar {
  x: number;
  width: number;
  good: { y: number; height: number };
  /** Stands on the good part. */
  failed: { y: number; height: number };
  words: string;
}

/** A column for each day, as high as its uses by the highest of all, its failures on top. */
export function barsOf(days: readonly UseDay[]): Bar[] {
  const most = Math.max(1, ...days.map(({ uses }) => uses));
  return days.map(({ uses, failed, words }, index) => {
    const high = (count: number) => (count === 0 ? 0 : Math.max(least, (count / most) * height));
    const top = high(failed);
    const bottom = Math.min(high(uses - failed), height - top);
    return {
      ...{ x: index * column + gap / 2, width: column - gap, words },
      good: { y: height - bottom, height: bottom },
      failed: { y: height - bottom - top, height: top },
    };
  });
}
