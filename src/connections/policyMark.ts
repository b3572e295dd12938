import type { Connection } from '../model/connection.ts';
import type { Decision } from '../policy/index.ts';
import type { Parts } from './parts.ts';

/** What today's policies say of a connection that exists. */
export interface PolicyMark {
  /** `blocked`: it cannot be used. `notAllowed`: nobody could make it today; it goes on working. */
  kind: 'blocked' | 'notAllowed';
  decision: Decision;
}

/** Cheap enough for every row of a tree; `undefined` where all is well, or where nothing is known of policies yet. */
export function policyMark({ governance }: Pick<Parts, 'governance'>, connection: Connection): PolicyMark | undefined {
  const decision = governance.decideNow('use', connection);
  if (!decision) return undefined;
  if (decision.blocked) return { kind: 'blocked', decision };
  return decision.marked || decision.warned ? { kind: 'notAllowed', decision } : undefined;
}
