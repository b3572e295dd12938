import * as l10n from '@vscode/l10n';
import type { Address } from '../../policy/document/text.ts';
import type { PolicyDocument } from '../../policy/index.ts';
import { audienceOf } from './audience.ts';
import type { Draft, Edit } from './draft.ts';
import type { Reached } from './reach.ts';
import type { Scene } from './scene.ts';
import { audienceWords, editWords, entryWords, reachedWords } from './words.ts';

/** A line of words above a place, and what a click shows. */
export interface Lens {
  at: Pick<Address, 'line' | 'column'>;
  title: string;
  show?: { title: string; reached: Reached } | { title: string; edit: Edit };
}

/** More rules than these have their lens only where somebody looks: an editor takes thousands of them badly. */
export const manyRules = 200;

/** Lines, from 1. */
export interface Lines {
  first: number;
  last: number;
}

/** The lenses of a policy. `near`: where somebody looks, for documents with many rules. */
export function lensesOf(draft: Draft, scene: Scene, near: readonly Lines[]): Lens[] {
  const { document, problems, edit } = draft;
  const top = { line: 1, column: 1 };
  if (!document) return [{ at: top, title: brokenWords(problems.length) }];
  return [
    ...(edit ? [editLens(edit, top)] : []),
    documentLens(document, draft, scene),
    ...entryLenses(document, draft, scene),
    ...guardrailLenses(document, draft, scene, near),
  ];
}

function brokenWords(count: number): string {
  return count === 1
    ? l10n.t('$(warning) 1 error: this text is not used; the last good one stays in force')
    : l10n.t('$(warning) {0} errors: this text is not used; the last good one stays in force', count);
}

function editLens(edit: Edit, at: Lens['at']): Lens {
  const title = editWords(edit);
  return { at, title: `$(git-compare) ${title}`, show: { title, edit } };
}

function documentLens(document: PolicyDocument, { reached = new Map() }: Draft, scene: Scene): Lens {
  const words = [audienceWords(audienceOf(document, scene)), reachedWords(reached, scene.connections.length)];
  const at = document.locate(['name']);
  return { at, title: words.join(', '), show: { title: l10n.t('Policy “{0}”', document.content.name), reached } };
}

function entryLenses(document: PolicyDocument, { reach }: Draft, scene: Scene): Lens[] {
  if (!reach) return [];
  return [...reach.settings(document)].flatMap(([key, { about, off }]) => {
    if (key === '*' && off.size === 0) return [];
    const at = document.locate(['settings', 'connectors', key]);
    const reached = off.size > 0 ? off : new Map(about.map((connection) => [connection, 'audit' as const]));
    return [
      {
        at,
        title: entryWords(about.length, off.size, scene.connections.length),
        show: { title: l10n.t('Connections of “{0}”', key), reached },
      },
    ];
  });
}

function guardrailLenses(document: PolicyDocument, { reach }: Draft, scene: Scene, near: readonly Lines[]): Lens[] {
  const { guardrails } = document.content;
  if (!reach) return [];
  const places = guardrails.length > manyRules ? inSight(document, near) : [...guardrails.keys()];
  return places.map((index) => {
    const guardrail = guardrails[index] as (typeof guardrails)[number];
    const reached = reach.guardrail(guardrail);
    const words = [
      audienceWords(audienceOf(document, scene, guardrail)),
      reachedWords(reached, scene.connections.length),
    ];
    return {
      at: document.locate(['guardrails', index]),
      title: words.join(', '),
      show: { title: l10n.t('Guardrail “{0}”', guardrail.id), reached },
    };
  });
}

/** The guardrails that begin on lines where somebody looks; they stand in order, so the first is found by halving. */
function inSight(document: PolicyDocument, near: readonly Lines[]): number[] {
  const { length } = document.content.guardrails;
  const lineOf = (index: number) => document.locate(['guardrails', index]).line;
  const found = near.flatMap(({ first, last }) => {
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (lineOf(middle) < first) low = middle + 1;
      else high = middle;
    }
    const seen: number[] = [];
    for (let index = low; index < length && lineOf(index) <= last && seen.length < manyRules; index++) seen.push(index);
    return seen;
  });
  return [...new Set(found)];
}
