import type * as z from 'zod/mini';
import type { Path } from './text.ts';

/**
 * The keys that a schema knows at `path`: for “did you mean” and for completion. Empty where any key may stand, and where
 * the path leads nowhere.
 */
export function knownKeys(schema: z.core.$ZodType, path: Path): string[] {
  const inner = unwrap(schema);
  const [step, ...rest] = path;
  if (step === undefined) return keysOf(inner);
  const next = child(inner, step);
  return next ? knownKeys(next, rest) : [];
}

type Definition = z.core.$ZodTypes['_zod']['def'];

function definition(schema: z.core.$ZodType): Definition {
  return schema._zod.def as Definition;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  const def = definition(schema);
  return def.type === 'optional' || def.type === 'default' ? unwrap(def.innerType) : schema;
}

function keysOf(schema: z.core.$ZodType): string[] {
  const def = definition(schema);
  if (def.type === 'object') return Object.keys(def.shape);
  if (def.type !== 'record') return [];
  const key = definition(def.keyType);
  return key.type === 'enum' ? Object.values(key.entries).map(String) : [];
}

function child(schema: z.core.$ZodType, step: string | number): z.core.$ZodType | undefined {
  const def = definition(schema);
  if (def.type === 'object') return def.shape[step];
  if (def.type === 'record') return def.valueType;
  return (def as { element?: z.core.$ZodType }).element;
}
