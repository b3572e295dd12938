import { bindingOf } from '../../connections/binding.ts';
import type { Parts } from '../../connections/parts.ts';
import { callEnded } from '../../model/problems.ts';
import type { LiveCall, LiveCalls } from './liveCalls.ts';
import type { Bindings } from './options.ts';
import { reachOf } from './reach.ts';
import { mayName } from './scope.ts';

type UnfitParts = Pick<Parts, 'files' | 'governance' | 'catalog' | 'isTrusted'>;

/**
 * Ends the calls that would not be let in any more: their connection is gone, says another address, is outside of what
 * their caller may use, or policies block it, or the name that they said means another. One that was signed in to anew goes on: it is the same account.
 */
export async function endUnfit(parts: UnfitParts, bindings: Bindings | undefined, calls: LiveCalls): Promise<void> {
  await Promise.all(
    [...calls].map(async (call) => {
      if (!(await isFit(parts, bindings, call).catch(() => false))) call.end(callEnded());
    }),
  );
}

async function isFit(parts: UnfitParts, bindings: Bindings | undefined, call: LiveCall): Promise<boolean> {
  if (call.connection === undefined) return true;
  const reach = await reachOf(parts, call.caller, bindings);
  const connection = reach.connections.find(({ id }) => id === call.connection);
  if (!connection) return false;
  if (await meansAnother(bindings, call)) return false;
  if (reach.folderOf(connection)?.kind === 'shared' && !parts.isTrusted()) return false;
  const connector = await parts.catalog.connector(connection.connector);
  if (call.bound !== undefined && call.bound !== bindingOf(connection, connector)) return false;
  return (await parts.governance.ruling('use', connection)).outcome !== 'blocked';
}

/** Whether the call was asked for by a name that leads elsewhere by now. */
async function meansAnother(bindings: Bindings | undefined, { asked, caller, connection }: LiveCall): Promise<boolean> {
  if (asked === undefined || !mayName(caller.scope, asked)) return false;
  const means = await bindings?.resolve(asked, caller.scope.from);
  return means !== undefined && means !== connection;
}
