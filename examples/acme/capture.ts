import type { ServerResponse } from 'node:http';

/** An answer that was held back. */
export interface Captured {
  status: number;
  body: Buffer;
}

/** Runs `serve` and holds its answer back: nothing goes out until {@link sendHead}. */
export async function capture(response: ServerResponse, serve: () => Promise<void>): Promise<Captured> {
  const chunks: Buffer[] = [];
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  const keep = (chunk: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) chunks.push(Buffer.from(chunk as string));
  };
  const { write, end, writeHead } = response;
  response.writeHead = ((status: number, headers: Record<string, string> = {}) => {
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    return response;
  }) as typeof writeHead;
  response.write = ((chunk: unknown) => {
    keep(chunk);
    return true;
  }) as typeof write;
  response.end = ((chunk: unknown) => {
    keep(chunk);
    resolve();
    return response;
  }) as typeof end;
  try {
    await serve();
    await ended;
  } finally {
    Object.assign(response, { write, end, writeHead });
  }
  return { status: response.statusCode, body: Buffer.concat(chunks) };
}

/** Sends the status and the headers of an answer that was held back; its length is that of `body`. */
export function sendHead(response: ServerResponse, { status, body }: Captured): void {
  response.removeHeader('Transfer-Encoding');
  response.setHeader('Content-Length', body.length);
  response.statusCode = status;
  response.flushHeaders();
}
