import { applyEdits, modify, type ParseError, parse, printParseErrorCode } from 'jsonc-parser';
import { fileNotJson } from '../model/problems.ts';

/**
 * Parses JSON with comments.
 *
 * @param file how the file is named in the problem.
 * @throws Problem `PB101` with the line of the first mistake.
 */
export function parseJsonc(text: string, file: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text.replace(/^\uFEFF/, ''), errors, { allowTrailingComma: true });
  const first = errors[0];
  if (first) {
    const line = text.slice(0, first.offset).split('\n').length;
    throw fileNotJson(file, line, printParseErrorCode(first.error));
  }
  return value;
}

/**
 * Changes top-level keys of a JSONC text and leaves comments, order, unknown keys, line ends and a byte order mark as they
 * are; `undefined` removes.
 */
export function editJsonc(text: string, changes: Record<string, unknown>): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes('\r\n') ? '\r\n' : '\n' };
  let edited = text.slice(mark.length);
  for (const [key, value] of Object.entries(changes)) {
    edited = applyEdits(edited, modify(edited, [key], value, { formattingOptions }));
  }
  return mark + edited;
}
