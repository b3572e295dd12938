/** One way in which something used a connection, once it ended. Never a body, a header, a query or a secret. */
export interface SeenCall {
  /** When it began, in milliseconds since 1970. */
  at: number;
  /** The id of the connection that it was about; absent where that is unknown, or the caller may not use it. */
  connection?: string;
  /** Who: an extension's id, the label of a bearer (`command line`), …; empty where nobody was let in. */
  by: string;
  /**
   * `request`: sent to the application, or asked of us · `token`: handed out · `check`: whether it works · `question`: what we
   * know of the connection, which is no use of it.
   */
  what: 'request' | 'token' | 'check' | 'question';
  /** Of a request: its method, and its path at the application or at our service. */
  method?: string;
  path?: string;
  /** What the caller got, of HTTP; 0 where no answer began. */
  status?: number;
  durationMs: number;
  /** The code of a problem of ours (`PB…`), of what did not work because of us. */
  problem?: string;
  /** In the answer that the caller got, so that a person finds the call that a script complains about. */
  traceId?: string;
}

/** What is recorded: where it says no time, it ended now. */
export type NewCall = Omit<SeenCall, 'at'> & { at?: number };

/** A call as it is kept; the number grows with each, and tells them apart. */
export interface KeptCall extends SeenCall {
  number: number;
}

type HowItEnded = Pick<SeenCall, 'problem' | 'status' | 'method' | 'path'>;

/** Whether a call counts as a failure: a problem of ours, no answer, or one of 400 and above. */
export function hasFailed({ problem, status, method, path }: HowItEnded): boolean {
  // An MCP client asks for a stream that a server need not have (Streamable HTTP), and goes on without.
  if (problem === undefined && status === 405 && method === 'GET' && path === '/mcp') return false;
  return problem !== undefined || status === 0 || (status !== undefined && status >= 400);
}

/** Why it failed, in a word for programs: the problem's code or the status; `undefined` where it did not. */
export function failureCode(call: HowItEnded): string | undefined {
  return hasFailed(call) ? (call.problem ?? String(call.status)) : undefined;
}
