import type { Faults, PlannedFault } from './faults.ts';
import type { Listener } from './listener.ts';
import { pickSettings, type Settings } from './options.ts';
import type { Records, Snapshot } from './records.ts';
import type { Store } from './store.ts';

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

export interface ControlParts {
  records: Records;
  store: Store;
  faults: Faults;
  listener: Listener;
  settings: Settings;
}

/** The control of an Acme in this process. */
export function localControl({ records, store, faults, listener, settings }: ControlParts): AcmeControl {
  const initial = { ...settings };
  return {
    records: async () => records.snapshot(),
    revoke: async (grant) =>
      (grant === undefined ? store.grants() : [grant]).filter((id) => store.revokeGrant(id, 'control')).length,
    fail: async (fault) => faults.plan(fault),
    down: (how = 'refuse') => listener.down(how),
    up: () => listener.up(),
    set: async (changes) => void Object.assign(settings, pickSettings(changes, settings)),
    reset: async () => {
      faults.clear();
      Object.assign(settings, initial);
      await listener.up();
    },
  };
}
