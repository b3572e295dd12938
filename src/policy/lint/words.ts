import type { AuthType } from '../../model/authType.ts';
import { matchesFolder, words } from '../condition.ts';
import { didYouMean } from '../document/didYouMean.ts';
import type { PolicyDocument } from '../document/document.ts';
import type { PolicyProblem } from '../document/problem.ts';
import type { Condition } from '../document/schema.ts';
import type { Path } from '../document/text.ts';
import type { Domain } from '../facts.ts';
import { builtInRoles } from '../roles.ts';
import { place, typeNotOffered, unknownWord } from './findings.ts';

/** Words of a document that stand for nothing: connectors, categories, roles, folders, authentication types. */
export function lintWords(document: PolicyDocument, domain: Domain): PolicyProblem[] {
  const { settings, guardrails } = document.content;
  return [
    ...Object.keys(settings?.connectors ?? {}).flatMap((key) => lintConnector(document, key, domain)),
    ...guardrails.flatMap(({ when, unless }, index) => [
      ...lintCondition(document, ['guardrails', index, 'when'], when ?? {}, domain),
      ...lintCondition(document, ['guardrails', index, 'unless'], unless ?? {}, domain),
    ]),
  ];
}

function lintConnector(document: PolicyDocument, key: string, { connectors }: Domain): PolicyProblem[] {
  if (key === '*') return [];
  const path = ['settings', 'connectors', key];
  const connector = connectors.find((known) => known.key === key);
  if (!connector) {
    const keys = connectors.map((known) => known.key);
    return [place(document, path, unknownWord('connector', key, didYouMean(key, keys)))];
  }
  const types = Object.keys(document.content.settings?.connectors?.[key]?.authTypes ?? {});
  return types
    .filter((type) => type !== '*' && !connector.authTypes.includes(type as AuthType))
    .map((type) => place(document, [...path, 'authTypes', type], typeNotOffered(connector.name, type)));
}

function lintCondition(document: PolicyDocument, path: Path, condition: Condition, domain: Domain): PolicyProblem[] {
  const known = {
    connector: domain.connectors.map(({ key }) => key),
    category: [...new Set(domain.connectors.flatMap(({ categories }) => categories))],
    role: [...Object.keys(builtInRoles), ...(domain.roles ?? []).map(({ name }) => name)],
  };
  const strangers = (['connector', 'category', 'role'] as const).flatMap((kind) =>
    at(path, kind, condition[kind])
      .filter(({ word }) => !known[kind].includes(word))
      .map((found) => place(document, found.path, unknownWord(kind, found.word, didYouMean(found.word, known[kind])))),
  );
  const folders = at(path, 'folder', condition.folder)
    .filter(({ word }) => word !== 'personal' && word !== 'shared')
    .filter(({ word }) => !domain.folders.some((folder) => matchesFolder({ folder: word }, folder, [])))
    .map((found) => place(document, found.path, unknownWord('folder', found.word)));
  return [...strangers, ...folders];
}

/** The words of one key of a condition, each with its path. */
function at(path: Path, key: string, value: string | string[] | undefined): { word: string; path: Path }[] {
  const single = typeof value === 'string';
  return (words(value) ?? []).map((word, index) => ({ word, path: single ? [...path, key] : [...path, key, index] }));
}
