import * as l10n from '@vscode/l10n';
import type { LocalState } from '../../model/state.ts';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** From when on a person is warned that a credential ends. */
export const warnBeforeMs = 7 * day;

/**
 * What ends: a `credential` that nothing renews, or the grant that renews it. Of a grant only the provider's documents are
 * known, so it is never said to have ended before the provider says so; `idleGrant` is one that a use would prolong.
 */
export interface Ending {
  what: 'credential' | 'grant' | 'idleGrant';
  /** Milliseconds since 1970. */
  at: number;
}

/** What ends next for good, unless somebody does something; `undefined` where nothing does or nobody knows. */
export function endingOf(local: LocalState | undefined): Ending | undefined {
  if (!local) return undefined;
  const { renewable, expiresAt, grantEnd } = local;
  const at = Date.parse((renewable ? grantEnd?.at : expiresAt) ?? '');
  if (Number.isNaN(at)) return undefined;
  if (!renewable) return { what: 'credential', at };
  return { what: grantEnd?.by === 'idle' ? 'idleGrant' : 'grant', at };
}

/** True where it is time to warn of an end that has not come yet. */
export function endsSoon(ending: Ending | undefined, now: number): ending is Ending {
  return ending !== undefined && ending.at > now && ending.at - now <= warnBeforeMs;
}

/** “expires in 3 days”, “expired 2 hours ago”; `undefined` while there is nothing to warn of. */
export function describeEnd(local: LocalState | undefined, now: number, locale?: string): string | undefined {
  const ending = endingOf(local);
  if (!ending || ending.at - now > warnBeforeMs) return undefined;
  const words = relative(ending.at - now, locale);
  if (ending.at <= now) {
    return ending.what === 'credential' ? l10n.t('expired {0}', words) : l10n.t('may have expired {0}', words);
  }
  return ending.what === 'idleGrant' ? l10n.t('expires {0} unless used', words) : l10n.t('expires {0}', words);
}

/** The next moment at which the words of one of these ends change. */
export function nextTurn(locals: Iterable<LocalState | undefined>, now: number): number | undefined {
  let next: number | undefined;
  for (const local of locals) {
    const ending = endingOf(local);
    const turn = ending && turnOf(ending.at, now);
    if (turn !== undefined && (next === undefined || turn < next)) next = turn;
  }
  return next;
}

/** From none to some words, from “in 3 days” to “in 2 days”, from before to after; what is past stays as it is. */
function turnOf(end: number, now: number): number | undefined {
  const left = end - now;
  if (left <= 0) return undefined;
  if (left > warnBeforeMs) return end - warnBeforeMs;
  const { ms } = unitOf(left);
  // The words hold as long as whole units are left; the last one ends with the end itself.
  const whole = Math.ceil(left / ms) - 1;
  return end - whole * ms;
}

function relative(ms: number, locale: string | undefined): string {
  const unit = unitOf(Math.abs(ms));
  return new Intl.RelativeTimeFormat(locale, { numeric: 'always' }).format(Math.trunc(ms / unit.ms), unit.name);
}

function unitOf(ms: number): { name: 'day' | 'hour' | 'minute'; ms: number } {
  if (ms >= 2 * day) return { name: 'day', ms: day };
  return ms >= 2 * hour ? { name: 'hour', ms: hour } : { name: 'minute', ms: minute };
}
