import * as l10n from '@vscode/l10n';
import { findNodeAtOffset, type Node, parseTree } from 'jsonc-parser';
import type { PolicyProblem } from '../../policy/index.ts';
import { dayAfter } from './suggest.ts';

/** Puts a text in the place of another. Offsets count UTF-16 units. */
export interface TextEdit {
  offset: number;
  length: number;
  content: string;
}

/** What mends a problem at one click. */
export interface Fix {
  title: string;
  /** The one that is most likely meant. */
  preferred: boolean;
  edits?: TextEdit[];
  /** Done by {@link sealPolicySecret}: the parameter, and the `value` to be sealed. */
  seal?: { connector: string; authType: string; parameter: string; value: string };
}

const options = { allowTrailingComma: true };

/** Days that an exemption lasts unless somebody says otherwise. */
const exemptionDays = 30;

/** There is room before and behind it. */
const usualPriority = 10;

/** What is known of those who write. */
export interface Writer {
  user: string | undefined;
  now: number;
}

/**
 * What can be done about a problem of a text that is still the one in which it was found.
 *
 * @param root the tree of the text; `undefined` of an empty one.
 */
export function fixesOf(text: string, root: Node | undefined, problem: PolicyProblem, writer: Writer): Fix[] {
  const node = root && findNodeAtOffset(root, problem.offset, true);
  if (!node) return [];
  const fixes: Fix[] = [];
  if (problem.suggestion !== undefined) fixes.push(replacing(node, problem.suggestion));
  if (removable.has(problem.code)) fixes.push(removing(text, removedWith(node), problem.code));
  if (problem.code === 'PB608') fixes.push(...completing(text, node, exemptionValues(node, writer)));
  if (problem.code === 'PB611') fixes.push(...completing(text, node, deploymentValues(node)));
  if (problem.code === 'PB610') fixes.push(...sealing(node));
  return fixes;
}

/** Rules that do nothing, doubled and unknown keys, types that are not offered, what is ended. */
const removable = new Set(['PB604', 'PB605', 'PB612', 'PB622', 'PB623', 'PB624', 'PB625', 'PB626', 'PB631']);

function replacing({ offset, length }: Node, word: string): Fix {
  const edits = [{ offset, length, content: JSON.stringify(word) }];
  return { title: l10n.t('Change it to “{0}”', word), preferred: true, edits };
}

/** What goes away: the rule or the property, with the list around it where nothing would be left. */
function removedWith(node: Node): Node {
  const property = isKey(node) ? (node.parent as Node) : node;
  const element = property.type === 'string' && property.parent?.type === 'property' ? property.parent : property;
  const id = isKey(element) ? element.parent : element;
  // The id of a second guardrail of the same name stands for its guardrail.
  const whole = id?.type === 'property' && id.children?.[0]?.value === 'id' ? (id.parent as Node) : (id as Node);
  const list = whole.parent;
  const alone = list?.type === 'array' && list.children?.length === 1 && list.parent?.type === 'property';
  const optional =
    alone && list.parent?.children?.[0]?.value !== 'guardrails' && list.parent?.children?.[0]?.value !== 'deploy';
  return optional ? (list.parent as Node) : whole;
}

function removing(text: string, node: Node, code: string): Fix {
  const titles: Record<string, string> = {
    PB624: l10n.t('Remove the guardrail that never holds'),
    PB625: l10n.t('Remove the guardrail that does nothing more'),
    PB626: l10n.t('Remove the exemption that ended'),
    PB612: l10n.t('Remove the second guardrail of this name'),
  };
  const title = titles[code] ?? l10n.t('Remove it');
  return { title, preferred: code === 'PB624' || code === 'PB625' || code === 'PB626', edits: [removal(text, node)] };
}

/** Takes a property or an element away, with one comma. */
export function removal(text: string, node: Node): TextEdit {
  const siblings = node.parent?.children ?? [];
  const index = siblings.indexOf(node);
  const next = siblings[index + 1];
  const before = siblings[index - 1];
  if (next) return { offset: node.offset, length: next.offset - node.offset, content: '' };
  const end = node.offset + node.length;
  if (before) {
    const start = before.offset + before.length;
    return { offset: start, length: end - start, content: '' };
  }
  // The only one, with the comma that may trail it.
  const trailing = /^\s*,/.exec(text.slice(end))?.[0].length ?? 0;
  return { offset: node.offset, length: node.length + trailing, content: '' };
}

/** What an exemption says unless its author says otherwise; nothing for what is no exemption. */
function exemptionValues(node: Node, { user, now }: Writer): Record<string, string> {
  if (node.type !== 'object' || keyOf(node.parent) !== 'except') return {};
  return { until: dayAfter(now, exemptionDays), reason: l10n.t('why'), approvedBy: user ?? '' };
}

/** A group has its place among the others. */
function deploymentValues(node: Node): Record<string, number> {
  const keys = (node.children ?? []).map((property) => property.children?.[0]?.value);
  return keys.join() === 'group' ? { priority: usualPriority } : {};
}

/** Puts in what an object lacks, as its other properties are written. */
function completing(text: string, node: Node, values: Readonly<Record<string, string | number>>): Fix[] {
  const given = new Set(node.children?.map((property) => property.children?.[0]?.value));
  const missing = Object.entries(values).filter(([key, value]) => !given.has(key) && value !== '');
  if (missing.length === 0) return [];
  const last = node.children?.at(-1);
  const written = missing.map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const title = l10n.t('Add {0}', missing.map(([key]) => `“${key}”`).join(', '));
  if (!last) {
    const edits = [{ offset: node.offset, length: node.length, content: `{ ${written.join(', ')} }` }];
    return [{ title, preferred: true, edits }];
  }
  const lineStart = text.lastIndexOf('\n', last.offset) + 1;
  const indent = /^\s*/.exec(text.slice(lineStart, last.offset))?.[0] ?? '';
  const ownLine = text.slice(lineStart, last.offset).trim() === '';
  const between = ownLine ? `,\n${indent}` : ', ';
  const edits = [
    { offset: last.offset + last.length, length: 0, content: written.map((one) => between + one).join('') },
  ];
  return [{ title, preferred: true, edits }];
}

function sealing(node: Node): Fix[] {
  const property = isKey(node) ? (node.parent as Node) : node.parent;
  const [key, value] = property?.children ?? [];
  const parameter = property?.parent?.parent;
  if (key?.value !== 'value' || value?.type !== 'string') return [];
  const type = parameter?.parent?.parent?.parent?.parent;
  const connector = type?.parent?.parent?.parent?.parent;
  const [name, authType, owner] = [parameter, type, connector].map(keyOfProperty);
  if (name === undefined || authType === undefined || owner === undefined) return [];
  return [
    {
      ...{ title: l10n.t('Seal this secret to the members who may use it'), preferred: true },
      seal: { connector: owner, authType, parameter: name, value: value.value },
    },
  ];
}

/** Puts a sealed text in the place of a readable value: the `value` of a parameter becomes its `sealed`. */
export function sealedEdit(text: string, path: readonly string[], sealed: string): TextEdit | undefined {
  let node = parseTree(text, [], options);
  for (const key of path) {
    node = node?.children?.find((property) => property.children?.[0]?.value === key)?.children?.[1];
  }
  const property = node?.parent;
  if (property?.type !== 'property') return undefined;
  const { offset, length } = property;
  return { offset, length, content: `"sealed": ${JSON.stringify(sealed)}` };
}

function isKey(node: Node): boolean {
  return node.parent?.type === 'property' && node.parent.children?.[0] === node;
}

function keyOfProperty(node: Node | undefined): string | undefined {
  return node?.type === 'property' ? (node.children?.[0]?.value as string) : undefined;
}

/** The key of the property whose value a node is, or is inside a list of. */
function keyOf(node: Node | undefined): string | undefined {
  const owner = node?.type === 'array' || node?.type === 'object' ? node.parent : node;
  return keyOfProperty(owner);
}
