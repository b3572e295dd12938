import * as l10n from '@vscode/l10n';
import { lastDays, type Usage } from '../../storage/usage.ts';
import { ago, callerWords, exactTime } from '../seen.ts';
import type { Fact, UseDay, UseDetails } from './protocol.ts';

/** So many days are drawn, today among them. */
const daysDrawn = 14;

interface Asking {
  usage: Usage;
  /** Milliseconds since 1970. */
  now: number;
  locale: string;
}

/** “3 minutes ago · command line”, with the moment behind it; `undefined` where nothing ever used it here. */
export function lastUsed({ usage: { last }, now, locale }: Asking): Fact | undefined {
  if (!last) return undefined;
  const words = l10n.t('{0} · {1}', ago(last.at, now, locale), callerWords(last.by));
  return {
    label: l10n.t('Last used'),
    value: last.code === undefined ? words : l10n.t('{0}, failed ({1})', words, failureWords(last.code)),
    title: exactTime(last.at, locale),
  };
}

/** A status of `0` means that no answer came. */
export function failureWords(code: string): string {
  return code === '0' ? l10n.t('no answer') : code;
}

/** The last days in numbers and words; no days where there is nothing to draw. */
export function useDetails({ usage, now, locale }: Asking): UseDetails {
  const days = lastDays(daysDrawn, now).map((date): UseDay => {
    const { uses = 0, failed = 0 } = usage.days[date] ?? {};
    const counted = { label: dateLabel(date, locale), uses, failed: Math.min(failed, uses) };
    return { ...counted, words: dayWords(counted) };
  });
  const sum = (what: 'uses' | 'failed') => days.reduce((all, day) => all + day[what], 0);
  const [uses, failed] = [sum('uses'), sum('failed')];
  if (uses > 0) {
    const words = totals(uses, failed);
    return {
      words,
      alternative: [words, ...days.filter((day) => day.uses > 0).map((day) => day.words)].join('. '),
      days,
    };
  }
  const words = usage.last
    ? l10n.t('Not used in the last {0} days.', daysDrawn)
    : l10n.t('Nothing has used it on this computer yet.');
  return { words, alternative: words, days: [] };
}

/** “42 uses, 3 failed in 14 days”. */
function totals(uses: number, failed: number): string {
  const all = uses === 1 ? l10n.t('1 use') : l10n.t('{0} uses', uses);
  return failed === 0
    ? l10n.t('{0} in {1} days, none failed', all, daysDrawn)
    : l10n.t('{0}, {1} failed in {2} days', all, failed, daysDrawn);
}

/** “Nov 24: 5 uses, 1 failed”. */
function dayWords({ label, uses, failed }: Omit<UseDay, 'words'>): string {
  const all = uses === 1 ? l10n.t('1 use') : l10n.t('{0} uses', uses);
  return failed === 0 ? l10n.t('{0}: {1}', label, all) : l10n.t('{0}: {1}, {2} failed', label, all, failed);
}

/** Noon: at midnight a date can be another one elsewhere, and does not exist everywhere. */
function dateLabel(date: string, locale: string): string {
  return new Date(`${date}T12:00`).toLocaleDateString(locale, { month: 'short', day: 'numeric' });
}
