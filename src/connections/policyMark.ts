import type { Connection } from '../model/connection.ts';
import type { Rule } from '../policy/index.ts';
import type { Parts } from './parts.ts';

/** What today's policies say of a connection that exists. */
export interface PolicyMark {
  /** `blocked`: it cannot be used. `notAllowed`: nobody could make it today; it goes on working. */
  kind: 'blocked' | 'notAllowed';
  /** What says so, where it is a rule. */
  rule?: Rule;
}

/** Cheap enough for every row of a tree; `undefined` where all is well, or where nothing is known of policies yet. */
export function policyMark({ governance }: Pick<Parts, 'governance'>, connection: Connection): PolicyMark | undefined {
  const use = governance.decideNow('use', connection);
  if (!use || !(use.blocked || use.marked || use.warned)) return undefined;
  const rule = (use.reasons[0] ?? governance.decideNow('create', connection)?.reasons[0])?.rule;
  return { kind: use.blocked ? 'blocked' : 'notAllowed', ...(rule ? { rule } : {}) };
}
