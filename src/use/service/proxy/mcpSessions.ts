import type { Connection } from '../../../model/connection.ts';
import { mcpSessionOfAnother } from '../../../model/problems.ts';
import type { Caller } from '../bearers.ts';

/** So many are remembered for one caller, the latest. */
const most = 256;

/** A session of an MCP server, as a client says it. */
export interface McpSession {
  caller: Caller;
  /** By what the client asks for the connection: its id, or the name of a binding. */
  id: string;
  /** What its server calls it. */
  session: string;
}

/** With which connection each session began: the server knows it as that account, whatever a binding means by now. */
export class McpSessions {
  readonly #begun = new WeakMap<Caller, Map<string, string>>();

  begin(session: McpSession, { id }: Pick<Connection, 'id'>): void {
    const begun = this.#begun.get(session.caller) ?? new Map<string, string>();
    this.#begun.set(session.caller, begun);
    const key = keyOf(session);
    // The latest last.
    begun.delete(key);
    begun.set(key, id);
    const [oldest] = begun.keys();
    if (oldest !== undefined && begun.size > most) begun.delete(oldest);
  }

  /** One that nobody remembers is the server's to know. @throws Problem `PB824` for one that began with another connection. */
  require(session: McpSession, { id, name }: Pick<Connection, 'id' | 'name'>): void {
    const begun = this.#begun.get(session.caller)?.get(keyOf(session));
    if (begun !== undefined && begun !== id) throw mcpSessionOfAnother(name);
  }
}

function keyOf({ id, session }: McpSession): string {
  return JSON.stringify([id, session]);
}
