import type { PlannedFault } from './faults.ts';
import type { Settings } from './options.ts';
import type { Snapshot } from './records.ts';

/** How Acme is out of reach: nobody listens, or whoever connects is cut off. */
export type Outage = 'refuse' | 'reset';

/** What a test may do to Acme, from the same process or, over HTTP, from another. */
export interface AcmeControl {
  records(): Promise<Snapshot>;
  /** Ends one grant, or all; gives how many. */
  revoke(grant?: string): Promise<number>;
  /** Makes the next requests to one endpoint fail. */
  fail(fault: PlannedFault): Promise<void>;
  /** Goes down until {@link AcmeControl.up}. */
  down(how?: Outage): Promise<void>;
  up(): Promise<void>;
  set(settings: Partial<Settings>): Promise<void>;
  /** Comes up, forgets the faults to come, and takes the settings back to what they were at the start. */
  reset(): Promise<void>;
}
