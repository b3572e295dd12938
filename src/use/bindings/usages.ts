import type { Source } from '../../policy/index.ts';
import { type Binding, isId } from './binding.ts';
import type { Bound } from './bindings.ts';
import { connectionIn } from './resolve.ts';

/** A place in a file. */
export interface UsagePlace {
  file: string;
  /** In UTF-16 units; of what names the connection. */
  offset: number;
}

/** Something that means a connection: what stops, or changes, when the connection goes. */
export type Usage =
  /** `names`: the file has its id · `default`: it is the default that the file asks for · `person`: chosen by this person. */
  | { kind: 'binding'; how: 'names' | 'default' | 'person'; binding: Binding; place: UsagePlace }
  /** A policy exempts it from a rule. */
  | { kind: 'exemption'; policy: string; guardrail?: string; place: UsagePlace };

/**
 * Everything that names a connection, or leads to it.
 *
 * @param bound every binding, as {@link Bindings.all} gives them.
 * @param sources of policies, as `governance.status()` gives them.
 */
export function usagesOf(id: string, bound: readonly Bound[], sources: readonly Source[]): Usage[] {
  return [...bound.flatMap((one) => bindingUsage(id, one)), ...sources.flatMap((source) => exemptionsOf(id, source))];
}

function bindingUsage(id: string, { binding, override, resolution }: Bound): Usage[] {
  const place = { file: binding.file, offset: binding.at.offset };
  const how = isSame(override, id)
    ? 'person'
    : isSame(binding.connection, id)
      ? 'names'
      : isSame(connectionIn(resolution)?.id, id)
        ? 'default'
        : undefined;
  return how ? [{ kind: 'binding', how, binding, place }] : [];
}

function exemptionsOf(id: string, { documents }: Source): Usage[] {
  return documents.flatMap((document) =>
    exemptPaths(document.content).flatMap(({ path, connection, guardrail }): Usage[] => {
      if (!isSame(connection, id)) return [];
      const { file, offset } = document.locate(path);
      const { name: policy } = document.content;
      return [{ kind: 'exemption', policy, ...(guardrail ? { guardrail } : {}), place: { file, offset } }];
    }),
  );
}

interface Exempt {
  path: (string | number)[];
  connection: string;
  guardrail?: string;
}

/** The exemptions of connections, wherever in a policy they stand: under `except`, of settings and of guardrails. */
function exemptPaths(value: unknown, path: readonly (string | number)[] = [], guardrail?: string): Exempt[] {
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, inner]): Exempt[] => {
    const at = [...path, Array.isArray(value) ? Number(key) : key];
    const inside = path.length === 1 && path[0] === 'guardrails' ? idOf(inner) : guardrail;
    const isEntry = path.at(-1) === 'except' && inner !== null && typeof inner === 'object';
    const connection: unknown = isEntry ? (inner as { connection?: unknown }).connection : undefined;
    if (typeof connection === 'string')
      return [{ path: at, connection, ...(inside === undefined ? {} : { guardrail: inside }) }];
    return exemptPaths(inner, at, inside);
  });
}

function idOf(value: unknown): string | undefined {
  const id: unknown = value !== null && typeof value === 'object' ? (value as { id?: unknown }).id : undefined;
  return typeof id === 'string' ? id : undefined;
}

function isSame(one: string | undefined, id: string): boolean {
  return one !== undefined && isId(one) && one.toLowerCase() === id.toLowerCase();
}
