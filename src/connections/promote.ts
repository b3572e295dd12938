import type { Connection } from '../model/connection.ts';
import { moveConnections } from './move.ts';
import { planMoves } from './movePlan.ts';
import type { Parts, Progress } from './parts.ts';
import { type ReconnectRequest, reconnectConnection } from './reconnect.ts';

/** What a promotion needs. */
export interface PromoteRequest extends Omit<ReconnectRequest, 'owner'> {
  /** The shared folder's id. */
  to: string;
}

/**
 * Brings a person's connection into a shared folder and gives it to a service account on the way: signs in as that one, seals
 * its secret to the folder, and moves the file. The id stays, and so everything that points at it.
 *
 * @throws everything that a plan finds is thrown before anything changes; Problem as `reconnectConnection` and
 *   `moveConnections`; Cancelled.
 */
export async function promoteConnection(
  parts: Parts,
  id: string,
  { to, ...request }: PromoteRequest,
  progress: Progress,
): Promise<Connection> {
  const [plan] = await planMoves(parts, [id], to, 'service');
  if (plan?.problem) throw plan.problem;
  await reconnectConnection(parts, id, { ...request, owner: 'service' }, progress);
  const keep = plan?.ways.includes('sealed') ? 'sealed' : undefined;
  const { moved, failed } = await moveConnections(parts, [id], to, keep);
  const [problem] = failed.map((one) => one.problem);
  if (problem) throw problem;
  return moved[0] as Connection;
}
