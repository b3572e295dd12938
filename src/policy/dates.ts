import type { Exemption, Guardrail, Rollout } from './document/schema.ts';

const dayLength = 24 * 60 * 60 * 1000;

/** The first moment of a day (UTC), in milliseconds since 1970. */
export function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

/** The first moment after a day. */
export function endOf(day: string): number {
  return startOf(day) + dayLength;
}

/** How a guardrail acts at `now`: before its `from` one step milder than it says, so that people see what is coming. */
export function stageAt({ rollout, from }: Pick<Guardrail, 'rollout' | 'from'>, now: number): Rollout | 'off' {
  if (from === undefined || now >= startOf(from)) return rollout;
  return rollout === 'enforce' ? 'warn' : rollout === 'warn' ? 'audit' : 'off';
}

/** Whether an exemption still holds. */
export function holds({ until }: Pick<Exemption, 'until'>, now: number): boolean {
  return now < endOf(until);
}
