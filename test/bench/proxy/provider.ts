/* The provider of proxy.bench.ts, a process of its own: a small answer, one that stays open, a large one, and a sink. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const small = Buffer.from(
  JSON.stringify({ tickets: Array.from({ length: 10 }, (_, id) => ({ id, title: 'x'.repeat(80) })) }),
);
const chunk = Buffer.alloc(65_536, 'x');

const server = createServer(async (request, response) => {
  const url = new URL(request.url ?? '/', 'http://provider');
  if (request.headers.authorization === undefined) return void response.writeHead(401).end();
  if (url.pathname.endsWith('/small')) {
    response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': small.length }).end(small);
  } else if (url.pathname.endsWith('/open')) {
    response.write('open');
  } else if (url.pathname.endsWith('/large')) {
    await pipeline(bytes(Number(url.searchParams.get('bytes'))), response).catch(() => {});
  } else {
    let received = 0;
    for await (const part of request) received += part.length;
    response.end(String(received));
  }
});
server.keepAliveTimeout = 60_000;
server.listen({ port: 0, host: '127.0.0.1', backlog: 4096 }, () =>
  process.send?.((server.address() as AddressInfo).port),
);

function bytes(count: number): Readable {
  let left = count;
  return new Readable({
    highWaterMark: chunk.length,
    read() {
      if (left <= 0) return void this.push(null);
      left -= chunk.length;
      this.push(left >= 0 ? chunk : chunk.subarray(0, left + chunk.length));
    },
  });
}
