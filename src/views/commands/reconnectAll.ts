import type { CommandContext } from './context.ts';

/**
 * Walks through the connections that need a person, one by one.
 *
 * @param ids those of a notification; without them all that need it.
 */
export async function reconnectAll({ attention }: CommandContext, ids?: unknown): Promise<void> {
  // A menu of the view hands the command things of its own.
  const named = Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [];
  await attention.walk(named.length > 0 ? named : undefined);
}
