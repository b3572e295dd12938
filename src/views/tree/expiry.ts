import * as l10n from '@vscode/l10n';
import type { LocalState } from '../../model/state.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** From when on a person is warned that a credential ends. */
export const warnBeforeMs = 7 * day;

/**
 * When a credential that nothing renews ends.
 *
 * @returns milliseconds since 1970, or `undefined` where it renews itself or nobody said.
 */
export function endOf(local: LocalState | undefined): number | undefined {
  if (!local?.expiresAt || local.renewable) return undefined;
  const end = Date.parse(local.expiresAt);
  return Number.isNaN(end) ? undefined : end;
}

/** “expires in 3 days”, “expired 2 hours ago”; `undefined` while there is nothing to warn of. */
export function describeEnd(local: LocalState | undefined, now: number, locale?: string): string | undefined {
  const end = endOf(local);
  if (end === undefined || end - now > warnBeforeMs) return undefined;
  const words = relative(end - now, locale);
  return end > now ? l10n.t('expires {0}', words) : l10n.t('expired {0}', words);
}

/** The next moment at which the words of one of these ends change from none to some, or from before to after. */
export function nextTurn(locals: Iterable<LocalState | undefined>, now: number): number | undefined {
  let next: number | undefined;
  for (const local of locals) {
    const end = endOf(local);
    if (end === undefined) continue;
    for (const turn of [end - warnBeforeMs, end]) if (turn > now && (next === undefined || turn < next)) next = turn;
  }
  return next;
}

function relative(ms: number, locale: string | undefined): string {
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'always' });
  const size = Math.abs(ms);
  if (size >= 2 * day) return format.format(Math.trunc(ms / day), 'day');
  if (size >= 2 * hour) return format.format(Math.trunc(ms / hour), 'hour');
  return format.format(Math.trunc(ms / minute), 'minute');
}
