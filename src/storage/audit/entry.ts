import * as z from 'zod/mini';

/** One thing that was done with a connection. No secret, no address with its query. */
export interface AuditEntry {
  action:
    | 'create'
    | 'reconnect'
    | 'use'
    | 'renew'
    | 'check'
    | 'edit'
    | 'move'
    | 'delete'
    | 'undo'
    | 'revoke'
    | 'forget'
    /** Lines that could not be written; `detail` says how many. */
    | 'lost';
  connection: string;
  /** What the connection was called. */
  name?: string;
  /** Who asked: `person`, an extension's id, `terminal`, … */
  by: string;
  /** `ok`, or the code of a problem. */
  outcome: string;
  detail?: string;
}

/** An entry as it waits to be written: with its time, ISO 8601. */
export type TimedEntry = AuditEntry & { at: string };

/** An entry as a file has it; what a newer Patchbay adds is kept. */
export type AuditLine = TimedEntry & { previous: string; hash: string };

const lineSchema = z.looseObject({
  at: z.string(),
  action: z.string(),
  connection: z.string(),
  by: z.string(),
  outcome: z.string(),
  previous: z.string(),
  hash: z.string(),
});

/** The line that a text of a file is, with its keys in the order in which they stand there; `undefined` for none. */
export function parseLine(text: string): AuditLine | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return lineSchema.safeParse(value).success ? (value as AuditLine) : undefined;
  } catch {
    return undefined;
  }
}
