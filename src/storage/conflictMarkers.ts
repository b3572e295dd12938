import { Problem } from '../model/problem.ts';
import { mergeConflict } from '../model/problems.ts';

/** One of the two versions of a file that git could not merge. */
export interface ConflictSide {
  /** As git's marker names it: `HEAD`, a branch, a commit. */
  label: string;
  text: string;
  /** The same with an empty line for each that is not of it, so that its lines are those of the file. */
  inPlace: string;
}

/** A file as git leaves it where two versions meet. */
export interface ConflictSides {
  /** What was here, in a rebase what the branch comes onto. */
  ours: ConflictSide;
  theirs: ConflictSide;
  /** Of the first marker, from 1; and its place in UTF-16 units. */
  line: number;
  offset: number;
}

/** Seven of them at the beginning of a line (git-merge, “How conflicts are presented”); more are of a merge inside of this. */
const marker = /^([<|=>])\1{6}(?: (.*))?$/;

type Part = 'both' | 'ours' | 'base' | 'theirs';

/** Where each marker may stand, and where it leads. */
const next: Record<string, Partial<Record<Part, Part>>> = {
  '<': { both: 'ours' },
  '|': { ours: 'base' },
  '=': { ours: 'theirs', base: 'theirs' },
  '>': { theirs: 'both' },
};

/**
 * Takes the two versions of a file apart, each with all that both have in common.
 *
 * @returns `undefined` for a text without conflict, and for one whose markers do not belong together.
 */
export function conflictSides(text: string): ConflictSides | undefined {
  if (!/^<{7}(?: |\r?$)/m.test(text)) return undefined;
  const sides = { ours: '', theirs: '' };
  const inPlace = { ours: '', theirs: '' };
  const labels = { ours: '', theirs: '' };
  let first: { line: number; offset: number } | undefined;
  let part: Part = 'both';
  let offset = 0;
  for (const [index, line] of text.split(/(?<=\n)/).entries()) {
    const [, sign, label = ''] = marker.exec(line.replace(/\r?\n$/, '')) ?? [];
    const to: Part | undefined = sign === undefined ? undefined : next[sign]?.[part];
    // A line of equals signs may stand in a comment.
    if (sign !== undefined && !to && (sign !== '=' || part !== 'both')) return undefined;
    if (to) {
      first ??= { line: index + 1, offset };
      if (sign === '<') labels.ours ||= label.trim();
      if (sign === '>') labels.theirs ||= label.trim();
      part = to;
    } else {
      if (part === 'both' || part === 'ours') sides.ours += line;
      if (part === 'both' || part === 'theirs') sides.theirs += line;
    }
    // A byte order mark behind a marker is none of the whole.
    const plain = to ? '' : line.replace(/^\uFEFF/, '');
    inPlace.ours += plain && part !== 'base' && part !== 'theirs' ? plain : '\n';
    inPlace.theirs += plain && part !== 'base' && part !== 'ours' ? plain : '\n';
    offset += line.length;
  }
  if (!first || part !== 'both') return undefined;
  const side = (which: 'ours' | 'theirs') => ({ label: labels[which], text: sides[which], inPlace: inPlace[which] });
  return { ours: side('ours'), theirs: side('theirs'), ...first };
}

/**
 * The problem of a file that cannot be read.
 *
 * @param error what reading it said; it stands where git's markers are not the reason.
 */
export function orConflict(text: string, name: string, error: unknown): unknown {
  const isSyntax = error instanceof Problem && error.code === 'PB101';
  const conflict = isSyntax ? conflictSides(text) : undefined;
  return conflict ? mergeConflict(name, conflict.line, conflict.ours.label, conflict.theirs.label) : error;
}
