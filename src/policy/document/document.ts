import { findNodeAtLocation, type Node } from 'jsonc-parser';
import type * as z from 'zod/mini';
import { conflictSides } from '../../storage/conflictMarkers.ts';
import { atOnce, type Steps } from '../steps.ts';
import { type Parsed, parseAtOnce, parsePolicy } from './parse.ts';
import { type PolicyProblem, twoVersions } from './problem.ts';
import { documentFindings } from './rules.ts';
import { type PolicyContent, policySchema } from './schema.ts';
import { keyNode, schemaProblems } from './schemaProblems.ts';
import { type Address, LineIndex, type Path } from './text.ts';
import { type Placed, readValueSteps, treeOf, treeSteps } from './tree.ts';

/** A file of ours that was read: what it says, and where each of its values stands. */
export class ReadFile<Content> {
  readonly file: string;
  readonly text: string;
  readonly content: Content;
  #root: Node | undefined;
  #lines: LineIndex | undefined;

  constructor(file: string, text: string, content: Content) {
    this.file = file;
    this.text = text;
    this.content = content;
  }

  /** Where the value at `path` stands, beginning with its key; of a path that leads too far, the innermost part that is there. */
  locate(path: Path): Address {
    return this.#addressOf(path, keyNode);
  }

  /** The same without the key. */
  locateValue(path: Path): Address {
    return this.#addressOf(path, (root, inner) => findNodeAtLocation(root, inner as (string | number)[]) ?? root);
  }

  #addressOf(path: Path, nodeAt: (root: Node, path: Path) => Node): Address {
    this.#root ??= treeOf(this.text);
    this.#lines ??= new LineIndex(this.text);
    let depth = path.length;
    while (!findNodeAtLocation(this.#root, path.slice(0, depth) as (string | number)[])) depth--;
    const { offset, length } = nodeAt(this.#root, path.slice(0, depth));
    return { file: this.file, ...this.#lines.position(offset), offset, length };
  }

  /** Does in steps what the first {@link ReadFile.locate} would do at once. */
  *prepare(): Steps<void> {
    this.#root ??= yield* treeSteps(this.text);
    yield;
    this.#lines ??= new LineIndex(this.text);
  }
}

/** A policy that was read without an error. */
export type PolicyDocument = ReadFile<PolicyContent>;

/** What was read, unless a problem is an error; the problems in the order of the text. */
export interface Read<Content> {
  document?: ReadFile<Content>;
  problems: PolicyProblem[];
}

/**
 * Reads a `*.policy.jsonc`. Nothing in it is run, followed or looked up.
 *
 * @param file how the file is named in addresses.
 * @returns the document, unless a problem is an error; the problems in the order of the text.
 */
export function readPolicy(text: string, file: string): Read<PolicyContent> {
  return atOnce(readPolicySteps(text, file));
}

/** {@link readPolicy} in steps. */
export function readPolicySteps(text: string, file: string): Steps<Read<PolicyContent>> {
  return readSteps(policySchema, text, file, documentFindings, parsePolicy);
}

/** {@link readPolicy} for any of our formats. */
export function readWith<Schema extends z.ZodMiniType>(
  schema: Schema,
  text: string,
  file: string,
  check: (content: z.infer<Schema>) => { path: Path; finding: Placed['finding'] }[],
): Read<z.infer<Schema>> {
  return atOnce(readSteps(schema, text, file, check));
}

function* readSteps<Schema extends z.ZodMiniType>(
  schema: Schema,
  text: string,
  file: string,
  check: (content: z.infer<Schema>) => { path: Path; finding: Placed['finding'] }[],
  parse: (value: unknown) => Steps<Parsed<z.infer<Schema>>> = (value) => parseAtOnce(schema, value),
): Steps<Read<z.infer<Schema>>> {
  const { value, problems: broken } = yield* readValueSteps(text);
  if (broken.length > 0) return { problems: placed(conflictIn(text) ?? broken, text, file) };
  yield;
  const parsed = yield* parse(value);
  yield;
  if ('issues' in parsed) {
    const root = yield* treeSteps(text);
    yield;
    return { problems: placed(schemaProblems(schema, root, parsed.issues), text, file) };
  }
  const document = new ReadFile(file, text, parsed.data);
  const found = check(parsed.data);
  if (found.length === 0) return { document, problems: [] };
  yield* document.prepare();
  const problems = found.map(({ path, finding }) => ({ ...finding, ...document.locate(path) }));
  return { problems: problems.toSorted((a, b) => a.offset - b.offset) };
}

/** Git's marks are one problem, however many mistakes they make. */
function conflictIn(text: string): Placed[] | undefined {
  const conflict = conflictSides(text);
  if (!conflict) return undefined;
  const { ours, theirs, offset } = conflict;
  return [{ finding: twoVersions(ours.label, theirs.label), offset, length: text.indexOf('\n', offset) - offset }];
}

function placed(problems: readonly Placed[], text: string, file: string): PolicyProblem[] {
  const lines = new LineIndex(text);
  return problems
    .toSorted((a, b) => a.offset - b.offset)
    .map(({ finding, offset, length }) => ({ ...finding, file, ...lines.position(offset), offset, length }));
}
