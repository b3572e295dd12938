import * as z from 'zod/mini';
import type { Steps } from '../steps.ts';
import { guardrailSchema, type PolicyContent, policySchema } from './schema.ts';

/** What a schema makes of a value, or what it has against it. */
export type Parsed<T> = { data: T } | { issues: readonly z.core.$ZodIssue[] };

/** Holds a value against a schema. */
// biome-ignore lint/correctness/useYield: the one step of many small formats
export function* parseAtOnce<Schema extends z.ZodMiniType>(
  schema: Schema,
  value: unknown,
): Steps<Parsed<z.infer<Schema>>> {
  const parsed = schema.safeParse(value);
  return parsed.success ? { data: parsed.data } : { issues: parsed.error.issues };
}

/** Guardrails of one step. */
const perStep = 400;

const guardrailsSchema = z.array(guardrailSchema);

/** Holds a value against the schema of policies: where there are many guardrails, some in each step. */
export function* parsePolicy(value: unknown): Steps<Parsed<PolicyContent>> {
  const guardrails = manyGuardrails(value);
  if (!guardrails) return yield* parseAtOnce(policySchema, value);
  const head = yield* parseAtOnce(policySchema, { ...(value as object), guardrails: [] });
  const issues = 'issues' in head ? [...head.issues] : [];
  const found: PolicyContent['guardrails'] = [];
  for (let start = 0; start < guardrails.length; start += perStep) {
    yield;
    const parsed = yield* parseAtOnce(guardrailsSchema, guardrails.slice(start, start + perStep));
    if ('data' in parsed) found.push(...parsed.data);
    else issues.push(...parsed.issues.map((issue) => ({ ...issue, path: shifted(issue.path, start) })));
  }
  return issues.length > 0 || 'issues' in head ? { issues } : { data: { ...head.data, guardrails: found } };
}

function manyGuardrails(value: unknown): unknown[] | undefined {
  if (value === null || typeof value !== 'object' || !('guardrails' in value)) return undefined;
  const { guardrails } = value;
  return Array.isArray(guardrails) && guardrails.length > perStep ? guardrails : undefined;
}

function shifted([index, ...rest]: readonly PropertyKey[], start: number): PropertyKey[] {
  return ['guardrails', (index as number) + start, ...rest];
}
