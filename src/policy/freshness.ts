/** How far a source that can be out of reach is to be believed. */
export type Freshness =
  | { state: 'fresh' }
  /** `day` whole days since it was confirmed, of `days` for which a copy holds. */
  | { state: 'cached'; day: number; days: number }
  | { state: 'expired'; because: 'age' | 'clock' };

/** What is known about the last times a source was asked. All times in milliseconds since 1970. */
export interface Contact {
  now: number;
  /** When the source last confirmed what we have. */
  confirmedAt: number;
  /** The latest time that this computer has ever shown. */
  latestSeen: number;
  /** Whether the last attempt reached the source. */
  reachable: boolean;
  /** `availabilityDays` of the documents, where they say it. */
  availabilityDays: readonly (number | undefined)[];
}

const dayLength = 24 * 60 * 60 * 1000;

/** Clocks are set right by small steps; more than this backwards is not a correction. */
const clockTolerance = 60 * 1000;

const defaultDays = 30;

/** The smallest availability that a document asks for; 0 and silence mean 30, as in Automation Ops. */
export function availability(days: readonly (number | undefined)[]): number {
  return Math.min(...(days.length > 0 ? days : [0]).map((asked) => asked || defaultDays));
}

/** A clock that runs backwards counts as expired: else setting it back would keep a copy alive for ever. */
export function freshness(contact: Contact): Freshness {
  const { now, confirmedAt, latestSeen, reachable } = contact;
  if (now < Math.max(latestSeen, confirmedAt) - clockTolerance) return { state: 'expired', because: 'clock' };
  if (reachable) return { state: 'fresh' };
  const days = availability(contact.availabilityDays);
  const age = now - confirmedAt;
  if (age >= days * dayLength) return { state: 'expired', because: 'age' };
  return { state: 'cached', day: Math.max(0, Math.floor(age / dayLength)), days };
}
