/*
 * Sends `count` requests at once from a process of its own, since each process has a limit of open sockets, and prints the
 * statuses as JSON: `node parallelRequests.ts <url> <count>`, with the bearer on its standard input.
 */
import http from 'node:http';
import { text } from 'node:stream/consumers';

const [url = '', count = ''] = process.argv.slice(2);
const bearer = (await text(process.stdin)).trim();
const agent = new http.Agent({ maxSockets: Number.POSITIVE_INFINITY });
const found: Record<string, number> = {};
let retryAfter = 0;

function send(): Promise<void> {
  return new Promise((resolve) => {
    const done = (what: string) => {
      found[what] = (found[what] ?? 0) + 1;
      resolve();
    };
    const request = http.get(url, { agent, headers: { authorization: `Bearer ${bearer}` } }, (answer) => {
      if (answer.headers['retry-after']) retryAfter++;
      answer.resume();
      answer.once('end', () => done(String(answer.statusCode)));
      answer.once('error', () => done('broken'));
    });
    request.once('error', (error: NodeJS.ErrnoException) => done(error.code ?? 'error'));
  });
}

await Promise.all(Array.from({ length: Number(count) }, send));
console.log(JSON.stringify({ found, retryAfter }));
