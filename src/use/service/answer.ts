import { type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import { methodRefused } from '../../model/problems.ts';
import { type Failure, failureOf } from './failure.ts';
import { isMcp } from './routes.ts';

/** What goes with every answer that is ours: nobody keeps it, and no page of a browser may read it as something else. */
export const ownHeaders = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const;

/** Answers with JSON; a HEAD request gets its headers. */
export function sendJson(
  response: ServerResponse,
  content: unknown,
  { status = 200, headers = {} }: { status?: number; headers?: Record<string, string> } = {},
): void {
  const body = Buffer.from(JSON.stringify(content));
  // Said each time: one that could not be said before is still there.
  response.writeHead(status, STATUS_CODES[status] ?? '', {
    ...ownHeaders,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': body.length,
    ...headers,
  });
  response.end(body);
}

/**
 * Says what is wrong, or breaks the answer off where it has begun: a caller must not take half of it for the whole.
 *
 * @returns what was said.
 */
export function sendFailure(
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
  traceId: string,
): Failure {
  const failure = failureOf(error, traceId, { challenges: !isMcp(request.url) });
  if (response.headersSent) {
    response.destroy();
    return failure;
  }
  // What is left of a body is not read, so the connection has no next request.
  const close = hasBody(request) && !request.complete ? { Connection: 'close' } : {};
  const { status, headers, body } = failure;
  sendJson(response, body, { status, headers: { ...headers, ...close, 'X-UiPath-TraceId': traceId } });
  return failure;
}

/** True where a request says that it brings a body (RFC 9112 section 6.3). */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

/** @throws Problem `PB814` where a path that only tells is asked for anything else. */
export function requireReading({ method = '' }: IncomingMessage): void {
  if (method !== 'GET' && method !== 'HEAD') throw methodRefused(method);
}
