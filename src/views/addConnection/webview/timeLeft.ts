import * as l10n from '@vscode/l10n';

/** How long a code is still good, in words so coarse that they seldom change. */
export function timeLeft(ms: number): string {
  const minutes = Math.round(ms / 60_000);
  if (minutes > 1) return l10n.t('The code is good for about {0} more minutes.', minutes);
  return ms > 30_000
    ? l10n.t('The code is good for about one more minute.')
    : l10n.t('The code runs out in a few seconds.');
}
