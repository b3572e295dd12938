import type { AuthType } from '../../model/authType.ts';
import { matchesFolder, words } from '../condition.ts';
import { didYouMean } from '../document/didYouMean.ts';
import type { PolicyDocument } from '../document/document.ts';
import type { PolicyProblem } from '../document/problem.ts';
import type { Condition, ConnectorSettings } from '../document/schema.ts';
import type { Path } from '../document/text.ts';
import type { ConnectorFact, Domain } from '../facts.ts';
import { builtInRoles } from '../roles.ts';
import type { Steps } from '../steps.ts';
import { place, placeValue, typeNotOffered, unknownWord } from './findings.ts';

/** The words that stand for something. */
export interface KnownWords {
  connectors: ReadonlyMap<string, ConnectorFact>;
  connector: ReadonlySet<string>;
  category: ReadonlySet<string>;
  role: ReadonlySet<string>;
  /** Whether a path of folders matches any. */
  folder(word: string): boolean;
  /** What was probably meant by a word that is not known. */
  meant(kind: 'connector' | 'category' | 'role', word: string): string | undefined;
}

/** Collects the words of a domain, for all documents at once. */
export function knownWords({ connectors, folders, roles = [] }: Domain): KnownWords {
  const asked = new Map<string, boolean>([
    ['personal', true],
    ['shared', true],
  ]);
  const guesses = new Map<string, string | undefined>();
  const known = {
    connector: new Set(connectors.map(({ key }) => key)),
    category: new Set(connectors.flatMap(({ categories }) => categories)),
    role: new Set([...Object.keys(builtInRoles), ...roles.map(({ name }) => name)]),
  };
  return {
    ...known,
    connectors: new Map(connectors.map((connector) => [connector.key, connector])),
    // Large files repeat their words.
    meant: (kind, word) => {
      const key = `${kind} ${word}`;
      if (!guesses.has(key)) guesses.set(key, didYouMean(word, known[kind]));
      return guesses.get(key);
    },
    folder: (word) => {
      const matches = asked.get(word) ?? folders.some((folder) => matchesFolder({ folder: word }, folder));
      asked.set(word, matches);
      return matches;
    },
  };
}

/** Rules of one step: each may have several strangers. */
const perRules = 50;

/** Words of a document that stand for nothing: connectors, categories, roles, folders, authentication types. */
export function* lintWords(document: PolicyDocument, known: KnownWords): Steps<PolicyProblem[]> {
  const { settings, guardrails } = document.content;
  const found = Object.keys(settings?.connectors ?? {}).flatMap((key) => lintConnector(document, key, known));
  for (const [index, { when, unless }] of guardrails.entries()) {
    if (index % perRules === 0) yield;
    found.push(...lintCondition(document, ['guardrails', index, 'when'], when ?? {}, known));
    found.push(...lintCondition(document, ['guardrails', index, 'unless'], unless ?? {}, known));
  }
  return found;
}

function lintConnector(document: PolicyDocument, key: string, known: KnownWords): PolicyProblem[] {
  if (key === '*') return [];
  const path = ['settings', 'connectors', key];
  const connector = known.connectors.get(key);
  if (!connector) return [place(document, path, unknownWord('connector', key, known.meant('connector', key)))];
  const { connectors } = document.content.settings as { connectors: Record<string, ConnectorSettings> };
  const types = Object.keys((connectors[key] as ConnectorSettings).authTypes ?? {});
  return types
    .filter((type) => type !== '*' && !connector.authTypes.includes(type as AuthType))
    .map((type) => place(document, [...path, 'authTypes', type], typeNotOffered(connector.name, type)));
}

function lintCondition(document: PolicyDocument, path: Path, condition: Condition, known: KnownWords): PolicyProblem[] {
  const strangers = (['connector', 'category', 'role'] as const).flatMap((kind) =>
    at(path, kind, condition[kind])
      .filter(({ word }) => !known[kind].has(word))
      .map((found) => placeValue(document, found.path, unknownWord(kind, found.word, known.meant(kind, found.word)))),
  );
  const folders = at(path, 'folder', condition.folder)
    .filter(({ word }) => !known.folder(word))
    .map((found) => placeValue(document, found.path, unknownWord('folder', found.word)));
  return [...strangers, ...folders];
}

/** The words of one key of a condition, each with its path. */
function at(path: Path, key: string, value: string | string[] | undefined): { word: string; path: Path }[] {
  // A single word has no index; its address is then that of the value as a whole.
  return (words(value) ?? []).map((word, index) => ({ word, path: [...path, key, index] }));
}
