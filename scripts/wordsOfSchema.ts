/** What only refuses: two voices that say the same in other words would be one too many. */
const refusing = new Set([
  ...['additionalProperties', 'propertyNames', 'required', 'minLength', 'maxLength', 'pattern', 'format'],
  ...['minItems', 'maxItems', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
]);

/**
 * Of a JSON schema what helps to write: its keys, words and descriptions. Whatever is written, an editor finds nothing
 * wrong by it but a value of another type.
 */
export function wordsOf(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(wordsOf);
  if (schema === null || typeof schema !== 'object') return schema;
  const { enum: several, const: one, anyOf, ...given } = schema as Record<string, unknown>;
  const { properties, additionalProperties: others, ...rest } = given;
  const words = one === undefined ? several : [one];
  const kept = Object.entries(rest).filter(([key]) => !refusing.has(key));
  const named = Object.entries(properties ?? {}).map(([key, value]) => [key, wordsOf(value)]);
  const choices = words ? [{ enum: words }] : anyOf ? (wordsOf(anyOf) as object[]) : [];
  return {
    ...Object.fromEntries(kept.map(([key, value]) => [key, key === 'items' ? wordsOf(value) : value])),
    ...(choices.length > 0 ? { anyOf: [...choices, {}] } : {}),
    ...(properties ? { properties: Object.fromEntries(named) } : {}),
    ...(others !== null && typeof others === 'object' ? { additionalProperties: wordsOf(others) } : {}),
  };
}
