import { type PolicyDocument, readPolicy } from './document/document.ts';
import type { PolicyProblem } from './document/problem.ts';
import type { Freshness } from './freshness.ts';

/** Where policies come from, the highest authority first. */
export const sourceKinds = ['machine', 'organisation', 'user', 'workspace'] as const;

export type SourceKind = (typeof sourceKinds)[number];

/** What was found in one place, at one moment. */
export interface SourceInput {
  kind: SourceKind;
  /** Tells sources of one kind apart: a directory or an address. */
  id: string;
  /** False for a workspace that the person has not trusted: it may deny, and give nothing. */
  trusted: boolean;
  /** Every policy file of the place, with its text, or why it cannot be read. Absent: the place itself cannot be read. */
  files?: readonly { file: string; text?: string; unreadable?: string }[];
  /** Why the place cannot be read, in words. */
  unreadable?: string;
  freshness?: Freshness;
  /** This source was meant to be of a higher authority, and why it is not, in words. */
  demoted?: { from: SourceKind; because: string };
}

/** A file that is not in force as it stands. */
export interface BrokenFile {
  file: string;
  /** In words, for a file that cannot be read; else the problems say it. */
  unreadable?: string;
  problems: readonly PolicyProblem[];
  /** The last good text of it that stays in force; without one, writes are refused. */
  lastGood?: PolicyDocument;
}

/** A source with the documents that are in force: the last good one of every file. */
export interface Source {
  kind: SourceKind;
  id: string;
  trusted: boolean;
  documents: readonly PolicyDocument[];
  broken: readonly BrokenFile[];
  freshness: Freshness;
  demoted?: SourceInput['demoted'];
}

/**
 * The next state of a source. A file that cannot be read, or not understood, never opens anything: its last good text
 * stays in force, and where there is none the source is broken. A file that is gone is gone.
 *
 * @param previous the state before, of the same source; `undefined` at the start.
 * @param read gives what a text says; by default reads it.
 */
export function updateSource(previous: Source | undefined, input: SourceInput, read = readPolicy): Source {
  const { kind, id, trusted, freshness = { state: 'fresh' }, demoted } = input;
  const base = { kind, id, trusted, freshness, ...(demoted ? { demoted } : {}) };
  if (!input.files) return { ...base, ...unreadablePlace(previous, input) };
  const documents: PolicyDocument[] = [];
  const broken: BrokenFile[] = [];
  for (const { file, text, unreadable } of input.files.toSorted((a, b) => compare(a.file, b.file))) {
    const lastGood = previous?.documents.find((document) => document.file === file);
    if (lastGood && lastGood.text === text) {
      documents.push(lastGood);
      continue;
    }
    const found = text === undefined ? { problems: [] } : read(text, file);
    const document = found.document ?? lastGood;
    if (document) documents.push(document);
    if (found.document) continue;
    broken.push({
      file,
      problems: found.problems,
      ...(unreadable === undefined ? {} : { unreadable }),
      ...(lastGood ? { lastGood } : {}),
    });
  }
  return { ...base, documents, broken };
}

/** True where something that should hold is not known, so that nothing may be opened. */
export function isUnknown(source: Source): boolean {
  return source.freshness.state === 'expired' || source.broken.some((file) => !file.lastGood);
}

/** True where no word of it may be repeated: somebody wrote it whom the person does not trust. */
export function isSilent({ kind, trusted }: Pick<Source, 'kind' | 'trusted'>): boolean {
  return kind === 'workspace' && !trusted;
}

/** Sources in the order of their authority; those of one kind by id. */
export function byAuthority(sources: readonly Source[]): Source[] {
  const rank = (source: Source) => sourceKinds.indexOf(source.kind);
  return sources.toSorted((a, b) => rank(a) - rank(b) || compare(a.id, b.id));
}

/** By UTF-16 units, the same on every computer. */
export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function unreadablePlace(previous: Source | undefined, { id, unreadable }: SourceInput) {
  const documents = previous?.documents ?? [];
  const known = documents.length > 0 ? { lastGood: documents[0] as PolicyDocument } : {};
  return { documents, broken: [{ file: id, unreadable: unreadable ?? '', problems: [], ...known }] };
}
