import { createScanner, type Node, parseTree, printParseErrorCode, visit } from 'jsonc-parser';
import type { Steps } from '../steps.ts';
import { duplicateKey, type Finding, notJson, tooDeep, tooLarge, unknownKey } from './problem.ts';
import { type Visitor, walk } from './walk.ts';

/** Far above what people write; what is larger is refused before it costs anything. */
export const limits = { characters: 1024 * 1024, depth: 16 };

/** A finding with its place. */
export interface Placed {
  finding: Finding;
  offset: number;
  length: number;
}

const options = { allowTrailingComma: true, disallowComments: false };

/**
 * Reads JSON with comments and trailing commas, in time and stack that `limits` bounds. A byte-order mark counts as a
 * space.
 *
 * @returns the value as JSON.parse would give it, and what is wrong; the value is of use only where nothing is.
 */
export function* readValueSteps(text: string): Steps<{ value: unknown; problems: Placed[] }> {
  if (text.length > limits.characters) {
    const place = { offset: limits.characters, length: 1 };
    return { value: undefined, problems: [{ finding: tooLarge(limits.characters), ...place }] };
  }
  const json = withoutMark(text);
  const builder = new ValueBuilder();
  if (yield* walk(json, limits.depth, builder)) return { value: builder.value, problems: [] };
  yield;
  const deep = firstTooDeep(json);
  if (deep !== undefined) {
    return { value: undefined, problems: [{ finding: tooDeep(limits.depth), offset: deep, length: 1 }] };
  }
  yield;
  return { value: undefined, problems: mistakes(json) };
}

/** The tree of a text that {@link readValueSteps} found right, or wrong in its keys alone: the place of every value. */
export function treeOf(text: string): Node {
  return parseTree(withoutMark(text), undefined, options) as Node;
}

/** {@link treeOf} in steps; at once for a text that is not well-formed, of which it gives what can be read. */
export function* treeSteps(text: string): Steps<Node> {
  const builder = new TreeBuilder();
  const right = yield* walk(withoutMark(text), limits.depth, builder);
  return right ? (builder.root as Node) : treeOf(text);
}

function withoutMark(text: string): string {
  return text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text;
}

/** Of jsonc-parser's `SyntaxKind`, a const enum, which type stripping cannot read. */
const token = { openBrace: 1, closeBrace: 2, openBracket: 3, closeBracket: 4, end: 17 };

/** The offset of the first bracket that opens too deep a level. A parser that calls itself must not see such a text. */
function firstTooDeep(json: string): number | undefined {
  const scanner = createScanner(json, true);
  let depth = 0;
  for (let kind: number = scanner.scan(); kind !== token.end; kind = scanner.scan()) {
    if (kind === token.openBrace || kind === token.openBracket) depth++;
    if (kind === token.closeBrace || kind === token.closeBracket) depth--;
    if (depth > limits.depth) return scanner.getTokenOffset();
  }
  return undefined;
}

/** What is wrong with a text that is not well-formed, or says something twice. */
function mistakes(json: string): Placed[] {
  const problems: Placed[] = [];
  const open: Set<string>[] = [];
  visit(
    json,
    {
      onObjectBegin: () => {
        open.push(new Set());
      },
      onObjectEnd: () => open.pop(),
      onObjectProperty: (name, offset, length) => {
        const keys = open.at(-1) as Set<string>;
        // The one key that JavaScript does not treat as a key.
        if (name === '__proto__') problems.push({ finding: unknownKey(name), offset, length });
        if (keys.has(name)) problems.push({ finding: duplicateKey(name), offset, length });
        keys.add(name);
      },
      onError: (error, offset, length) => {
        problems.push({ finding: notJson(printParseErrorCode(error)), offset, length: Math.max(length, 1) });
      },
    },
    options,
  );
  return problems;
}

/** Builds the value without a tree, which large files would have to pay for at every keystroke. */
class ValueBuilder implements Visitor {
  readonly #root: unknown[] = [];
  readonly #open: (unknown[] | Record<string, unknown>)[] = [this.#root];
  #key = '';

  get value(): unknown {
    return this.#root[0];
  }

  begin(type: 'object' | 'array'): void {
    const value = type === 'object' ? {} : [];
    this.literal(value);
    this.#open.push(value);
  }

  end(): void {
    this.#open.pop();
  }

  key(name: string): boolean {
    this.#key = name;
    // The one key that JavaScript does not treat as a key.
    return name !== '__proto__' && !Object.hasOwn(this.#open.at(-1) as object, name);
  }

  literal(value: unknown): void {
    const owner = this.#open.at(-1) as unknown[] | Record<string, unknown>;
    if (Array.isArray(owner)) owner.push(value);
    else owner[this.#key] = value;
  }
}

/** A node whose end is not known yet. */
type Growing = Pick<Node, 'type' | 'value' | 'offset'> & { length: number; parent?: Growing; children?: Growing[] };
type Holding = Growing & { children: Growing[] };

/** Builds the tree that jsonc-parser would. */
class TreeBuilder implements Visitor {
  root: Growing | undefined;
  #at: Holding | undefined;

  begin(type: 'object' | 'array', offset: number): void {
    this.#at = this.#add({ type, offset, length: 0, children: [] }) as Holding;
  }

  end(end: number): void {
    const node = this.#at as Growing;
    node.length = end - node.offset;
    this.#leave(node);
  }

  key(name: string, offset: number, length: number): boolean {
    const property = this.#add({ type: 'property', offset, length: 0, children: [] }) as Holding;
    property.children.push({ type: 'string', value: name, offset, length, parent: property });
    this.#at = property;
    return true;
  }

  literal(value: unknown, offset: number, length: number): void {
    const type = value === null ? 'null' : (typeof value as 'string' | 'number' | 'boolean');
    this.#leave(this.#add({ type, value, offset, length }));
  }

  #add(node: Growing): Growing {
    this.root ??= node;
    if (this.#at) {
      node.parent = this.#at;
      this.#at.children.push(node);
    }
    return node;
  }

  /** A property ends with its value. */
  #leave({ parent, offset, length }: Growing): void {
    if (parent?.type === 'property') parent.length = offset + length - parent.offset;
    this.#at = (parent?.type === 'property' ? parent.parent : parent) as Holding | undefined;
  }
}
