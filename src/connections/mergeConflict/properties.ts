import { createScanner, type Node } from 'jsonc-parser';

/** Of jsonc-parser's `SyntaxKind`, a const enum, which type stripping cannot read. */
const token = { comma: 5, trivia: [12, 13, 14, 15] };

/** Nothing but a comment up to the end of the line. */
const endOfLine = /^[ \t]*(?:\/\/[^\r\n]*|\/\*[^\r\n]*?\*\/[ \t]*)?(?=\r?\n|$)/;

/**
 * Takes a property out of a text, with one comma and what is said of it at the end of its line; comments of its neighbours
 * stay.
 *
 * @param value the property's value in the tree of the text.
 */
export function removeProperty(text: string, value: Node): string {
  const property = value.parent as Node;
  const siblings = property.parent?.children ?? [];
  const before = siblings[siblings.indexOf(property) - 1];
  const end = property.offset + property.length;
  const own = commaAfter(text, end);
  const rest = without(text, property.offset, own === undefined ? end : own + 1);
  const other = own === undefined && before ? commaAfter(text, before.offset + before.length) : undefined;
  return other === undefined ? rest : rest.slice(0, other) + rest.slice(other + 1);
}

/**
 * Puts a property behind the last one of an object, as that one is written; comments stay with what they are about.
 *
 * @param value as it is to be written.
 */
export function addProperty(text: string, owner: Node, key: string, value: string): string {
  const property = `${JSON.stringify(key)}: ${value}`;
  const last = owner.children?.at(-1);
  if (!last) return insert(text, owner.offset + 1, ` ${property} `);
  const end = last.offset + last.length;
  const comma = commaAfter(text, end);
  const withComma = comma === undefined ? insert(text, end, ',') : text;
  const after = comma === undefined ? end + 1 : comma + 1;
  const start = text.lastIndexOf('\n', last.offset - 1) + 1;
  const indent = text.slice(start, last.offset);
  const tail = endOfLine.exec(withComma.slice(after))?.[0];
  if (tail === undefined || indent.trim() !== '') return insert(withComma, after, ` ${property}`);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  return insert(withComma, after + tail.length, eol + indent + property);
}

function insert(text: string, at: number, what: string): string {
  return text.slice(0, at) + what + text.slice(at);
}

/** The offset of the comma that follows, past comments. */
function commaAfter(text: string, offset: number): number | undefined {
  const scanner = createScanner(text, false);
  scanner.setPosition(offset);
  let kind: number = scanner.scan();
  while (token.trivia.includes(kind)) kind = scanner.scan();
  return kind === token.comma ? scanner.getTokenOffset() : undefined;
}

/** With the whole of its lines where nothing else stands in them. */
function without(text: string, from: number, to: number): string {
  const start = text.lastIndexOf('\n', from - 1) + 1;
  const isFirst = text.slice(start, from).trim() === '';
  const [tail = ''] = endOfLine.exec(text.slice(to)) ?? [];
  const [eol] = /^\r?\n/.exec(text.slice(to + tail.length)) ?? [];
  if (isFirst && eol !== undefined) return text.slice(0, start) + text.slice(to + tail.length + eol.length);
  return text.slice(0, from) + text.slice(to);
}
