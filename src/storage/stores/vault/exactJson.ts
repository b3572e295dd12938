/** What `JSON.rawJSON` makes (https://github.com/tc39/proposal-json-parse-with-source); TypeScript does not know it yet. */
interface ExactJson {
  parse(text: string, reviver: (key: string, value: unknown, context?: { source?: string }) => unknown): unknown;
  rawJSON?(source: string): unknown;
}

const json = JSON as ExactJson;

/**
 * Parses JSON so that `JSON.stringify` gives its numbers back digit by digit: what others keep beside our secret must
 * not lose the end of a long number because we wrote the secret.
 *
 * @throws SyntaxError
 */
export function parseExactly(text: string): unknown {
  return json.parse(text, (_, value, context) =>
    typeof value === 'number' && context?.source !== undefined && json.rawJSON ? json.rawJSON(context.source) : value,
  );
}

/** A text, or a number as it was written; `undefined` for anything else. */
export function exactText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  const raw = (value as { rawJSON?: unknown } | null | undefined)?.rawJSON;
  return typeof raw === 'string' ? raw : undefined;
}
