import { createServer, type IncomingMessage, type ServerResponse, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the network does to an exchange; all but `pass` are what a client sees as an outage. */
export type Mischief = 'pass' | 'delay' | 'repeat' | 'refuse' | 'dropAnswer' | 'truncate';

/** A network that cannot be trusted, in front of one server. */
export interface Proxy {
  url: string;
  /** How often each mischief was done. */
  counts: Record<Mischief, number>;
  /** From now on everything passes. */
  calm(): void;
  close(): Promise<void>;
}

/** Of a hundred exchanges. `dropAnswer` lets the server commit and loses what it says: the hardest case of rotation. */
const shares: [Mischief, number][] = [
  ['delay', 6],
  ['repeat', 3],
  ['refuse', 4],
  ['dropAnswer', 4],
  ['truncate', 3],
];

/** Starts a proxy to `target` (an origin on this computer). */
export async function startProxy(target: string, random: () => number): Promise<Proxy> {
  const counts: Record<Mischief, number> = { pass: 0, delay: 0, repeat: 0, refuse: 0, dropAnswer: 0, truncate: 0 };
  let calm = false;
  const choose = (): Mischief => {
    let dice = random() * 100;
    for (const [mischief, share] of shares) {
      dice -= share;
      if (dice < 0) return calm ? 'pass' : mischief;
    }
    return 'pass';
  };
  const server = createServer((request, response) => {
    const mischief = choose();
    counts[mischief]++;
    void relay(target, mischief, random, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    counts,
    calm: () => {
      calm = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function relay(
  target: string,
  mischief: Mischief,
  random: () => number,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  if (mischief === 'refuse') return void request.socket.destroy();
  if (mischief === 'delay') await new Promise((resolve) => setTimeout(resolve, random() * 400));
  const answer = await forward(target, request, body);
  if (mischief === 'dropAnswer') return void request.socket.destroy();
  response.writeHead(answer.status, answer.headers);
  if (mischief === 'truncate') {
    response.write(answer.body.subarray(0, Math.floor(answer.body.length / 2)));
    // The first half must be on its way before the connection breaks.
    await new Promise((resolve) => setImmediate(resolve));
    return void request.socket.destroy();
  }
  response.end(answer.body);
  // Bytes that nobody asked for: a client must not take them for the answer to its next request.
  if (mischief === 'repeat') request.socket.write(`HTTP/1.1 ${answer.status} OK\r\nContent-Length: 2\r\n\r\n{}`);
}

interface Answer {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

function forward(target: string, request: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const url = new URL(request.url ?? '/', target);
    const headers = { ...request.headers, host: url.host };
    const onward = send(url, { method: request.method ?? 'GET', headers }, async (answer) => {
      const chunks: Buffer[] = [];
      for await (const chunk of answer) chunks.push(chunk as Buffer);
      const whole = Buffer.concat(chunks);
      const type = answer.headers['content-type'] ?? 'application/json';
      resolve({
        status: answer.statusCode ?? 502,
        headers: { 'content-type': type, 'content-length': String(whole.length) },
        body: whole,
      });
    });
    onward.on('error', reject);
    onward.end(body);
  });
}
