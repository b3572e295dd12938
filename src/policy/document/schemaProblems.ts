import * as l10n from '@vscode/l10n';
import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type * as z from 'zod/mini';
import { didYouMean } from './didYouMean.ts';
import { keyFinding } from './keyFinding.ts';
import { knownKeys } from './knownKeys.ts';
import {
  type Finding,
  missingKey,
  newerVersion,
  notOneOf,
  readableSecret,
  unknownKey,
  valueInvalid,
  wrongType,
} from './problem.ts';
import type { Path } from './text.ts';
import type { Placed } from './tree.ts';

type Issue = z.core.$ZodIssue;

/** Turns what a schema has against a document into findings at their places. */
export function schemaProblems(schema: z.core.$ZodType, root: Node, issues: readonly Issue[]): Placed[] {
  return issues.flatMap((issue) => one(schema, root, issue.path as Path, issue));
}

function one(schema: z.core.$ZodType, root: Node, path: Path, issue: Issue): Placed[] {
  if (issue.code === 'unrecognized_keys') {
    const known = knownKeys(schema, path);
    return issue.keys.map((key) => at(keyNode(root, [...path, key]), unknownKey(key, didYouMean(key, known))));
  }
  const node = findNodeAtLocation(root, path as (string | number)[]);
  if (!node) {
    const owner = findNodeAtLocation(root, path.slice(0, -1) as (string | number)[]) ?? root;
    return [{ finding: missingKey(String(path.at(-1))), offset: owner.offset, length: 1 }];
  }
  if (issue.code === 'invalid_union') return inUnion(schema, root, path, issue, node);
  if (issue.code === 'invalid_key') return [at(keyNode(root, path), valueInvalid(l10n.t('1 to 200 characters')))];
  return [at(node, keyFinding(path, node.value) ?? findingOf(issue, path, node))];
}

/** A word or a list of words: which of the two was meant is what stands there. */
function inUnion(
  schema: z.core.$ZodType,
  root: Node,
  path: Path,
  { errors }: z.core.$ZodIssueInvalidUnion,
  node: Node,
): Placed[] {
  const meant = node.type === 'string' ? errors[0] : node.type === 'array' ? errors[1] : undefined;
  if (!meant) return [at(node, wrongType(l10n.t('a text or a list of texts')))];
  return meant.flatMap((issue) => one(schema, root, [...path, ...(issue.path as Path)], issue));
}

function findingOf(issue: Issue, path: Path, node: Node): Finding {
  switch (issue.code) {
    case 'invalid_type':
      return wrongType(typeName(issue.expected));
    case 'invalid_value':
      return invalidValue(issue, node);
    case 'too_small':
    case 'too_big':
      return valueInvalid(sizeOf(issue));
    default:
      return path.at(-1) === 'sealed' ? readableSecret('sealed') : valueInvalid(formatOf(issue, path));
  }
}

function invalidValue({ values }: z.core.$ZodIssueInvalidValue, node: Node): Finding {
  const [first] = values;
  if (typeof first === 'number' && node.value > first) return newerVersion();
  if (node.type !== 'string' || typeof first !== 'string') return wrongType(values.map(String).join(', '));
  const words = values.map(String);
  return notOneOf(node.value, words, didYouMean(node.value, words));
}

function typeName(expected: string): string {
  switch (expected) {
    case 'string':
      return l10n.t('a text');
    case 'boolean':
      return l10n.t('true or false');
    case 'array':
      return l10n.t('a list');
    case 'object':
    case 'record':
      return l10n.t('an object in braces');
    default:
      return l10n.t('a whole number');
  }
}

function sizeOf(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig): string {
  const least = issue.code === 'too_small';
  const limit = String(least ? issue.minimum : issue.maximum);
  if (issue.origin === 'string') {
    return least ? l10n.t('at least {0} character', limit) : l10n.t('at most {0} characters', limit);
  }
  if (issue.origin === 'array') return l10n.t('at least {0} value', limit);
  return least ? l10n.t('{0} or more', limit) : l10n.t('{0} or less', limit);
}

function formatOf(issue: Issue, path: Path): string {
  const { format } = issue as z.core.$ZodIssueInvalidStringFormat;
  if (format === 'date') return l10n.t('a day such as 2026-12-31');
  if (format === 'guid') return l10n.t('the id of a connection, as its file has it');
  if (path.at(-1) === 'from') return l10n.t('a reference such as env:NAME');
  return l10n.t('lower-case letters, digits and hyphens');
}

function at(node: Node, finding: Finding): Placed {
  return { finding, offset: node.offset, length: node.length };
}

/** The key of a property, or the value where there is none. */
export function keyNode(root: Node, path: Path): Node {
  const node = findNodeAtLocation(root, path as (string | number)[]) ?? root;
  return node.parent?.type === 'property' ? ((node.parent.children as Node[])[0] as Node) : node;
}
