import type { Connection } from '../../model/connection.ts';

/** Something that a person should hear though they did not ask. */
export interface Notice {
  severity: 'info' | 'warning';
  text: string;
  /** What it is about: can be shown and reconnected by a button. */
  connections: readonly Connection[];
}

/** How the watchers reach the person; the editor's is in `attention.ts`. */
export interface Attendant {
  /** True where this window may say it: nobody did within the last day. */
  claim(kind: string, subjects: readonly string[], now: number): Promise<boolean>;
  /** Shows a notification with “Reconnect…” and “Show”; resolves when it is closed and what was chosen is done. */
  tell(notice: Notice): Promise<void>;
}
