/*
 * One engine in a process of its own: prints its answers per second. In one process a loop that has seen several engines
 * would be compiled for all of them and be slower for each.
 */
import { clock } from './clock.ts';
import { engines } from './engines.ts';
import { questions } from './rules.ts';

const roundMs = 600;
const make = engines[Number(process.argv[2])];
if (!make) throw new Error('which engine?');
const { prepare, mayCreate } = await make();
const requests = Array.from({ length: 24_000 }, (_, index) =>
  prepare(questions[(index * 7919) % questions.length] as never),
);

/** Asks `count` questions. The sum keeps a compiler from leaving the work out. */
function ask(count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index++) sum += mayCreate(requests[index % requests.length]) ? 1 : 0;
  return sum;
}

let sum = ask(200);
// As many at a time as take about ten milliseconds, so that the clock costs nothing.
const started = clock();
sum += ask(200);
let portion = Math.max(1, Math.round((200 * 10) / Math.max(clock() - started, 0.01)));
for (const warm = clock(); clock() - warm < roundMs / 3; ) sum += ask(portion);
const again = clock();
sum += ask(portion);
portion = Math.max(1, Math.round((portion * 10) / Math.max(clock() - again, 0.01)));
let asked = 0;
const start = clock();
let now = start;
for (; now - start < roundMs; now = clock()) {
  sum += ask(portion);
  asked += portion;
}
if (sum < 0) throw new Error('no');
console.log((asked / (now - start)) * 1000);
