import type { Presets } from './presets.ts';

/**
 * Whether a sign-in is older than the strictest policy lets it be. One of which nobody knows when it was is too old. Times in
 * milliseconds since 1970.
 */
export function isTooOld({ maxAge }: Pick<Presets, 'maxAge'>, signedInAt: number, now: number): boolean {
  return maxAge !== undefined && !(now - signedInAt <= maxAge.days * 24 * 60 * 60 * 1000);
}
