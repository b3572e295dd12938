import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a process that is measured says of itself, in MB. */
export interface Memory {
  rss: number;
  /** What is in use after a collection: objects, and buffers outside of them. */
  used: number;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Tells the bench where to send, then answers each message with the memory that is in use. */
export function serveMeasured(where: { url: string; path: string; headers: Record<string, string> }): void {
  process.on('message', (message) => {
    const collected = message === 'collected';
    if (collected) collect();
    const { rss, heapUsed, external } = process.memoryUsage();
    process.send?.({ rss: rss / 1e6, used: (heapUsed + external) / 1e6 } satisfies Memory);
  });
  process.send?.(where);
}
