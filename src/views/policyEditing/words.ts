import * as l10n from '@vscode/l10n';
import type { Guardrail } from '../../policy/document/schema.ts';
import type { Action } from '../../policy/index.ts';
import type { Audience } from './audience.ts';
import type { Edit } from './draft.ts';
import type { Effect, Reached } from './reach.ts';

/** `applies to 14 people`. */
export function audienceWords({ everybody, people, onlyYou }: Audience): string {
  const count = people.length;
  if (everybody) return l10n.t('Applies to everybody');
  if (onlyYou) return l10n.t('Applies to you');
  if (count === 0) return l10n.t('Applies to nobody who is known');
  return count === 1 ? l10n.t('Applies to 1 person') : l10n.t('Applies to {0} people', count);
}

/** `denies 37 of 412 connections, warns about 2`. */
export function reachedWords(reached: Reached, total: number): string {
  const count = (effect: Effect) => [...reached.values()].filter((one) => one === effect).length;
  const [denied, warned, noted] = [count('enforce'), count('warn'), count('audit')];
  const parts: string[] = [];
  if (denied > 0) parts.push(l10n.t('denies {0} of {1} connections', denied, total));
  if (warned > 0) parts.push(l10n.t('warns about {0} of {1} connections', warned, total));
  if (noted > 0) parts.push(l10n.t('notes {0} of {1} connections', noted, total));
  return parts.length > 0 ? parts.join(', ') : l10n.t('reaches no connection of today');
}

/** What an entry of the settings does to today's connections. */
export function entryWords(about: number, off: number, total: number): string {
  if (off > 0) return l10n.t('Turns off {0} of {1} connections', off, total);
  return about === 0 ? l10n.t('No connection of today') : l10n.t('About {0} of {1} connections', about, total);
}

/** What an edit newly denies and allows: connections of today, and combinations of all that could be. */
export interface EditCounts {
  denied: { connections: number; combinations: number };
  allowed: { connections: number; combinations: number };
  warned: { connections: number; combinations: number };
}

export function editCounts({ connections, difference }: Edit): EditCounts {
  const changes = connections.map((one) => one.changes);
  const became = (test: (change: (typeof changes)[number][number]) => boolean) =>
    changes.filter((list) => list.some(test)).length;
  const combinations = (list: Edit['difference']['newlyAllowed']) =>
    new Set(list.map(({ connector, authType, folder, account }) => `${connector} ${authType} ${account} ${folder}`))
      .size;
  return {
    denied: {
      connections: became(({ before, after }) => !before.blocked && after.blocked),
      combinations: combinations(difference.newlyDenied),
    },
    allowed: {
      connections: became(({ before, after }) => before.blocked && !after.blocked),
      combinations: combinations(difference.newlyAllowed),
    },
    warned: {
      connections: became(({ before, after }) => !after.blocked && after.warned && !before.warned),
      combinations: combinations(difference.newlyWarned),
    },
  };
}

/** `This edit newly denies 3 connections (12 combinations), newly allows nothing`. */
export function editWords(edit: Edit): string {
  const { denied, allowed, warned } = editCounts(edit);
  const parts: string[] = [];
  const how = (counts: EditCounts['denied']) => countWords(counts.connections, counts.combinations);
  if (denied.combinations + denied.connections > 0) parts.push(l10n.t('newly denies {0}', how(denied)));
  if (allowed.combinations + allowed.connections > 0) parts.push(l10n.t('newly allows {0}', how(allowed)));
  if (warned.combinations + warned.connections > 0) parts.push(l10n.t('newly warns about {0}', how(warned)));
  const who = edit.isYou ? l10n.t('you') : (edit.who.user ?? l10n.t('somebody'));
  if (parts.length === 0) return l10n.t('This edit changes nothing for {0}', who);
  return l10n.t('This edit {0} (for {1})', parts.join(', '), who);
}

function countWords(connections: number, combinations: number): string {
  const many =
    combinations === 1 ? l10n.t('1 combination') : l10n.t('{0} combinations', combinations.toLocaleString('en-US'));
  if (connections === 0) return many;
  const real = connections === 1 ? l10n.t('1 connection') : l10n.t('{0} connections', connections);
  return combinations === 0 ? real : l10n.t('{0} and {1}', real, many);
}

const verbs: Record<Action, () => string> = {
  view: () => l10n.t('seeing'),
  use: () => l10n.t('using'),
  create: () => l10n.t('creating'),
  reconnect: () => l10n.t('reconnecting'),
  edit: () => l10n.t('editing'),
  move: () => l10n.t('moving'),
  share: () => l10n.t('sharing'),
  delete: () => l10n.t('deleting'),
};

/** What a guardrail does, in a sentence: `Denies creating and moving connections where folder is “shared”.` */
export function guardrailSentence({ deny, when, unless, rollout, from }: Guardrail): string {
  const actions = listWords(deny.map((action) => verbs[action]()));
  const does = {
    enforce: l10n.t('Denies {0} connections', actions),
    warn: l10n.t('Warns about {0} connections', actions),
    audit: l10n.t('Writes down {0} connections', actions),
  }[rollout];
  const parts = [does];
  if (when) parts.push(l10n.t('where {0}', conditionWords(when)));
  if (unless) parts.push(l10n.t('unless {0}', conditionWords(unless)));
  const sentence = `${parts.join(', ')}.`;
  return from === undefined ? sentence : `${sentence} ${l10n.t('From {0} on; one step milder before.', from)}`;
}

function conditionWords(condition: NonNullable<Guardrail['when']>): string {
  const parts = Object.entries(condition as Record<string, string | string[]>).map(([key, value]) => {
    const words = [value].flat().map((word) => l10n.t('“{0}”', word));
    return words.length === 1
      ? l10n.t('{0} is {1}', key, words[0] ?? '')
      : l10n.t('{0} is one of {1}', key, words.join(', '));
  });
  return listWords(parts);
}

/** `a, b and c`. */
export function listWords(words: readonly string[]): string {
  if (words.length < 2) return words.join('');
  return l10n.t('{0} and {1}', words.slice(0, -1).join(', '), words.at(-1) ?? '');
}

/** Where a day lies: `in 12 days`, `today`, `3 days ago`. */
export function dayWords(day: string, now: number): string {
  const today = Date.parse(`${new Date(now).toISOString().slice(0, 10)}T00:00:00Z`);
  const days = Math.round((Date.parse(`${day}T00:00:00Z`) - today) / (24 * 60 * 60 * 1000));
  if (days === 0) return l10n.t('today');
  if (days > 0) return days === 1 ? l10n.t('tomorrow') : l10n.t('in {0} days', days);
  return days === -1 ? l10n.t('yesterday') : l10n.t('{0} days ago', -days);
}
