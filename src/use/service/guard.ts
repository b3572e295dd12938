import type { IncomingMessage } from 'node:http';
import { callerRefused, requestMalformed } from '../../model/problems.ts';

/** Headers of which a second one would make two readers see two requests. */
const single = ['host', 'authorization', 'content-length', 'transfer-encoding'];

/**
 * Lets a request pass that a program of this computer sent to this very address. A page that a browser shows has an `Origin`,
 * or says in `Sec-Fetch-Site` (Fetch Metadata) whence it comes; a name that was made to point here (DNS rebinding) has another
 * `Host`.
 *
 * @throws Problem `PB802`, `PB815`.
 */
export function requireLocalProgram(request: IncomingMessage, port: number): void {
  const { headers, rawHeaders, httpVersionMajor } = request;
  // A line that breaks off reads as a request of HTTP/0.9.
  if (httpVersionMajor !== 1) throw requestMalformed();
  for (const name of single) if (count(rawHeaders, name) > 1) throw requestMalformed();
  const { 'content-length': length, 'transfer-encoding': coding } = headers;
  if (coding !== undefined && (length !== undefined || coding.toLowerCase() !== 'chunked')) throw requestMalformed();
  const host = headers.host?.toLowerCase();
  if (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`) throw callerRefused('Host');
  if (headers.origin !== undefined) throw callerRefused('Origin');
  // Node's own fetch sends `Sec-Fetch-Mode`, and neither of these.
  if (headers['sec-fetch-site'] !== undefined) throw callerRefused('Sec-Fetch-Site');
  if (headers['sec-fetch-dest'] !== undefined) throw callerRefused('Sec-Fetch-Dest');
}

function count(rawHeaders: readonly string[], name: string): number {
  let found = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) if (rawHeaders[at]?.toLowerCase() === name) found++;
  return found;
}
