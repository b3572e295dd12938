import { applyEdits, type Edit, findNodeAtLocation, modify, parseTree } from 'jsonc-parser';

const parseOptions = { allowTrailingComma: true };

/** A text of JSON with a value set, or taken out where it is `undefined`; comments and everything else stay; only the lines around are put in order. */
export function withValue(text: string, path: (string | number)[], value: unknown): string {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(mark.length);
  const eol = body.includes('\r\n') ? '\r\n' : '\n';
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol };
  const root = parseTree(body, [], parseOptions);
  const there = root && findNodeAtLocation(root, path);
  // What stands there is replaced alone; `modify` would put the whole line in order.
  if (there && value !== undefined) {
    const edit: Edit = { offset: there.offset, length: there.length, content: JSON.stringify(value) };
    return mark + applyEdits(body, [edit]);
  }
  if (!there && value === undefined) return text;
  return mark + applyEdits(body, modify(body, path, value, { formattingOptions }));
}
