import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import http from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Memory } from './measured.ts';

/** Somewhere to send requests: the provider itself, or a process between. */
export interface Way {
  name: string;
  url: string;
  path: string;
  headers: Record<string, string>;
  child: ChildProcess;
}

export async function start(file: string, ...args: string[]): Promise<{ child: ChildProcess; said: unknown }> {
  const child = fork(join(import.meta.dirname, file), args);
  const [said] = await once(child, 'message');
  return { child, said };
}

export async function memory({ child }: Way, how: 'collected' | 'now' = 'collected'): Promise<Memory> {
  const answer = once(child, 'message');
  child.send(how);
  return (await answer)[0] as Memory;
}

const agent = new http.Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY });

export function open(way: Way, path: string, options: http.RequestOptions = {}): http.ClientRequest {
  const { headers = {}, ...more } = options;
  return http.request(way.url, {
    agent,
    path: `${way.path}${path}`,
    headers: { ...way.headers, ...(headers as object) },
    ...more,
  });
}

export async function answered(request: http.ClientRequest): Promise<http.IncomingMessage> {
  const [answer] = (await once(request, 'response')) as [http.IncomingMessage];
  if (answer.statusCode !== 200) throw new Error(`HTTP ${answer.statusCode}`);
  return answer;
}

/** One small request; gives how long it took in milliseconds. */
export async function small(way: Way): Promise<number> {
  const started = performance.now();
  const request = open(way, '/small');
  request.end();
  const answer = await answered(request);
  answer.resume();
  await once(answer, 'end');
  return performance.now() - started;
}

/** Reads so many bytes from the provider, or writes them to it; gives MB a second. */
export async function carry(way: Way, direction: 'down' | 'up', bytes: number): Promise<number> {
  const started = performance.now();
  let carried = 0;
  if (direction === 'down') {
    const request = open(way, `/large?bytes=${bytes}`);
    request.end();
    for await (const part of await answered(request)) carried += (part as Buffer).length;
  } else {
    const request = open(way, '/sink', { method: 'POST' });
    const answer = answered(request);
    await pipeline(source(bytes), request);
    for await (const part of await answer) carried = Number(String(part));
  }
  if (carried !== bytes) throw new Error(`${carried} bytes of ${bytes}`);
  return bytes / 1e3 / (performance.now() - started);
}

function source(bytes: number): Readable {
  const chunk = Buffer.alloc(65_536);
  let left = bytes;
  return new Readable({
    highWaterMark: chunk.length,
    read() {
      const part = chunk.subarray(0, Math.min(left, chunk.length));
      left -= part.length;
      this.push(part.length > 0 ? part : null);
    },
  });
}
