import { actsAs } from '../../model/connection.ts';
import type { Problem } from '../../model/problem.ts';
import { bindingTwice, bindingUnresolved } from '../../model/problems.ts';
import { type Binding, isId } from './binding.ts';
import type { Bindings, Bound } from './bindings.ts';
import { isInside } from './inside.ts';
import { connectionIn, type Unresolved } from './resolve.ts';
import { plainReason } from './words.ts';

/** Of these the connection is known; whoever uses it says better what is wrong with it. */
const laterSaid = new Set<Unresolved['kind']>(['needsSignIn', 'appProblem', 'notAllowed']);

/** What a service of connections wants to know of bindings. */
export function serviceBindings(bindings: Pick<Bindings, 'all' | 'named' | 'onDidChange'>) {
  return {
    onDidChange: bindings.onDidChange,
    /** The id behind a name, also where the connection cannot be used now; `undefined` where there is none, or no one. */
    resolve: async (name: string, from?: readonly string[]): Promise<string | undefined> =>
      one(nearest(await bindings.named(name), from)),
    /** Why {@link resolve} gave nothing; `undefined` for a name that no file has. */
    explain: async (name: string, from?: readonly string[]): Promise<Problem | undefined> => {
      const found = nearest(await bindings.named(name), from);
      const [first] = found;
      if (!first) return undefined;
      const reasons = found.flatMap(({ resolution }) => ('unresolved' in resolution ? [resolution.unresolved] : []));
      return reasons[0]
        ? bindingUnresolved(name, plainReason(reasons[0]))
        : bindingTwice(name, found.map(({ binding }) => binding.file).join(', '));
    },
    /** All of them, for `GET /patchbay_/api/v1/bindings`. */
    describe: async (from?: readonly string[]): Promise<DescribedBinding[]> => {
      const all = await bindings.all();
      const named = Map.groupBy(all, ({ binding }) => binding.name);
      const near = new Set([...named.values()].flatMap((found) => nearest(found, from)));
      return all.filter((one) => near.has(one)).map(describeBound);
    },
    names: async (): Promise<string[]> => [...new Set((await bindings.all()).map(({ binding }) => binding.name))],
  };
}

/** Of bindings of one name those in the caller's own folders; all where none is, or it has none. */
function nearest(found: readonly Bound[], from: readonly string[] = []): readonly Bound[] {
  const own = found.filter(({ binding }) => isInside(binding.file, from));
  return own.length > 0 ? own : found;
}

/** The one id that all lead to. */
function one(found: readonly Bound[]): string | undefined {
  const ids = new Set(found.map(idOf));
  return ids.size === 1 ? [...ids][0] : undefined;
}

function idOf({ resolution }: Bound): string | undefined {
  if ('unresolved' in resolution && !laterSaid.has(resolution.unresolved.kind)) return undefined;
  return connectionIn(resolution)?.id;
}

/** A binding and what it leads to, for programs. */
export function describeBound({ binding, resolution, override }: Bound) {
  const connection = connectionIn(resolution);
  const unresolved = 'unresolved' in resolution ? resolution.unresolved : undefined;
  return {
    ...namesOf(binding),
    status: unresolved?.kind ?? ('resolved' as const),
    sentence: unresolved ? plainReason(unresolved) : null,
    chosenBy: override === undefined ? 'file' : 'person',
    connection: connection
      ? {
          id: connection.id,
          name: connection.name,
          connector: connection.connector,
          account: actsAs(connection) ?? null,
        }
      : null,
  };
}

export type DescribedBinding = ReturnType<typeof describeBound>;

function namesOf({ name, kind, file, description }: Binding) {
  return { name, kind, file, description: description ?? null, isId: isId(name) };
}
