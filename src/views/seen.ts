import * as l10n from '@vscode/l10n';
import { agentLabel } from '../use/agents/toolNames.ts';

const units = [
  ['day', 24 * 60 * 60_000],
  ['hour', 60 * 60_000],
  ['minute', 60_000],
] as const;

/** Who used a connection, as a person knows it. @param by as calls say it. */
export function callerWords(by: string): string {
  const [, kind, name = ''] = /^(terminals of|terminal) (.+)$/.exec(by) ?? [];
  if (kind === 'terminals of') return l10n.t('terminals of {0}', name);
  if (kind === 'terminal') return l10n.t('terminal “{0}”', name);
  switch (by) {
    case '':
      return l10n.t('somebody who was not let in');
    case 'command line':
      return l10n.t('command line');
    case 'task or launch':
      return l10n.t('task or launch configuration');
    case agentLabel:
      return l10n.t('an agent');
    case 'curl':
      return l10n.t('a copied curl line');
    case 'vscode.authentication':
      return l10n.t('an extension, by the editor’s accounts');
    default:
      return by;
  }
}

/** “just now”, “3 minutes ago”; what lies ahead, by a clock that was changed, is now. */
export function ago(at: number, now: number, locale: string): string {
  const passed = now - at;
  const unit = units.find(([, length]) => passed >= length);
  if (!unit) return l10n.t('just now');
  return new Intl.RelativeTimeFormat(locale).format(-Math.floor(passed / unit[1]), unit[0]);
}

/** A moment to the second, for who compares it with a log of their own. */
export function exactTime(at: number, locale: string): string {
  return new Date(at).toLocaleString(locale, { dateStyle: 'full', timeStyle: 'medium' });
}
