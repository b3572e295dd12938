import { findNodeAtLocation, type Node, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { type Connector, connectorSchema } from '../model/connector.ts';
import { describeIssue } from '../model/schemaIssue.ts';
import { plainValue } from '../storage/jsoncFile.ts';
import { checkConnector } from './checkConnector.ts';

/** A mistake in a connector's record; line and column count from 1. */
export interface ConnectorMistake {
  file: string;
  line: number;
  column: number;
  message: string;
}

/**
 * Reads a connector's record (`*.jsonc`, `*.connector.jsonc`) and checks it against the schema, and its parts against each
 * other. For authors of connectors: the messages are not for the people who use them.
 *
 * @param file how the file is named in mistakes.
 */
export function readConnector(text: string, file: string): { connector?: Connector; mistakes: ConnectorMistake[] } {
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true });
  const at = (offset: number, message: string) => ({ file, ...position(text, offset), message });
  if (!root || errors.length > 0) {
    const found = errors.map(({ offset, error }) => at(offset, printParseErrorCode(error)));
    return { mistakes: found.length > 0 ? found : [at(0, 'Empty')] };
  }
  const record = plainValue(root);
  const parsed = connectorSchema.safeParse(record);
  const issues = parsed.success
    ? checkConnector(parsed.data)
    : parsed.error.issues.map((issue) => ({
        path: issue.path as (string | number)[],
        message: describeIssue(issue, record),
      }));
  const mistakes = issues.map(({ path, message }) =>
    at(offsetOf(root, path), `${path.join('.') || 'record'}: ${message}`),
  );
  return parsed.success && mistakes.length === 0 ? { connector: parsed.data, mistakes } : { mistakes };
}

/** The place of `path`, or of the innermost part of it that exists. */
function offsetOf(root: Node, path: (string | number)[]): number {
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, path.slice(0, length));
    if (node) return node.parent?.type === 'property' ? node.parent.offset : node.offset;
  }
  return root.offset;
}

function position(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
