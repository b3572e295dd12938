import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Parts } from '../../connections/parts.ts';
import type { LiveCall } from './liveCalls.ts';
import type { Reach } from './reach.ts';

/** A request that was let in, with what answers it. */
export interface Asked {
  parts: Parts;
  call: LiveCall;
  request: IncomingMessage;
  response: ServerResponse;
  query: URLSearchParams;
  /** What the caller can reach; looked up once. */
  reach(): Promise<Reach>;
}
