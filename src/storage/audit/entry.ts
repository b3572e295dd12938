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
    /** A person let an extension use a connection, refused it, or took that back; `detail` is the extension's id. */
    | 'access'
    /** A decision that denied, warned or was written down; or other policies in force than before. */
    | 'policy'
    /** Lines that could not be written; `detail` says how many. */
    | 'lost';
  connection: string;
  /** What the connection was called. */
  name?: string;
  /** Who asked: `person`, an extension's id, `terminal`, … */
  by: string;
  /** `ok`, or the code of a problem; of a decision `warned` or `audited` as well, of policies `changed`. */
  outcome: string;
  detail?: string;
}

/** An entry as it waits to be written: with its time, ISO 8601. */
export type TimedEntry = AuditEntry & { at: string };

/** An entry as a file has it; what a newer Patchbay adds is kept. */
export type AuditLine = TimedEntry & { previous: string; hash: string };

const needed = ['at', 'action', 'connection', 'by', 'outcome', 'previous', 'hash'] as const;

/** The line that a text of a file is, with its keys in the order in which they stand there; `undefined` for none. */
export function parseLine(text: string): AuditLine | undefined {
  try {
    const value = JSON.parse(text) as Partial<Record<(typeof needed)[number], unknown>> | null;
    return needed.every((key) => typeof value?.[key] === 'string') ? (value as AuditLine) : undefined;
  } catch {
    return undefined;
  }
}
