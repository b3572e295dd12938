/*
 * What the local connection service costs, beside the provider asked directly and beside a bare http-proxy, in one run:
 * `npm run bench:proxy`. Each is a process of its own; the service comes with policies, vault and audit log, the peer with
 * nothing but kept connections and a fixed header.
 */
import { once } from 'node:events';
import { answered, carry, memory, open, small, start, type Way } from './proxy/client.ts';
import { percentile } from './statistics.ts';

const rounds = 5;
const sequential = 1500;
const concurrent = 32;
const requests = 6000;
const streams = 1000;
const gigabyte = 1_000_000_000;

const provider = await start('provider.ts');
const origin = `http://127.0.0.1:${provider.said}`;
const [ours, peer] = await Promise.all([between('ours', 'ours.ts'), between('http-proxy', 'peer.ts')]);
const direct: Way = {
  name: 'direct',
  url: origin,
  path: '/api',
  headers: { authorization: 'x' },
  child: provider.child,
};

try {
  const latency = await measureLatency();
  const speed = await measureThroughput();
  const kept = { ours: await measureStreams(ours), peer: await measureStreams(peer) };
  const grown = { ours: await measureLarge(ours), peer: await measureLarge(peer) };
  console.log(
    `the service adds ${latency.ours.p50.toFixed(2)} ms at p50 and ${latency.ours.p99.toFixed(2)} ms at p99, ` +
      `${ratio(latency.ours.p50, latency.peer.p50)} and ${ratio(latency.ours.p99, latency.peer.p99)} times http-proxy; ` +
      `${ratio(speed.ours, speed.peer)} times its throughput, ${ratio(kept.ours, kept.peer)} times its memory with ` +
      `${streams} open streams; 1 GB each way grew it by ${grown.ours.toFixed(0)} MB (http-proxy ${grown.peer.toFixed(0)} MB)`,
  );
} finally {
  for (const { child } of [ours, peer, direct]) {
    const gone = once(child, 'exit');
    if (child === provider.child) child.kill();
    else child.disconnect();
    await gone;
  }
}
process.exit(0);

async function between(name: string, file: string): Promise<Way> {
  const { child, said } = await start(file, origin);
  return { ...(said as Omit<Way, 'name' | 'child'>), name, child };
}

/** One request after the other, in turns, so that none is favoured. */
async function measureLatency() {
  const times: Record<string, number[]> = { direct: [], ours: [], 'http-proxy': [] };
  for (let round = -1; round < rounds; round++) {
    for (const way of turned([direct, ours, peer], round)) {
      for (let n = 0; n < sequential; n++) {
        const took = await small(way);
        if (round >= 0) times[way.name]?.push(took);
      }
    }
  }
  const at = (name: string) => ({ p50: percentile(times[name] ?? [], 50), p99: percentile(times[name] ?? [], 99) });
  const base = at('direct');
  const added = (name: string) => ({ p50: at(name).p50 - base.p50, p99: at(name).p99 - base.p99 });
  for (const name of Object.keys(times))
    console.log(`one after the other, ${name}: p50 ${at(name).p50.toFixed(3)} ms, p99 ${at(name).p99.toFixed(3)} ms`);
  return { ours: added('ours'), peer: added('http-proxy') };
}

/** Many at once; gives requests a second. */
async function measureThroughput() {
  const best: Record<string, number[]> = { direct: [], ours: [], 'http-proxy': [] };
  for (let round = 0; round < rounds; round++) {
    for (const way of turned([direct, ours, peer], round)) {
      const started = performance.now();
      let left = requests;
      const caller = async () => {
        while (left-- > 0) await small(way);
      };
      await Promise.all(Array.from({ length: concurrent }, caller));
      best[way.name]?.push((requests / (performance.now() - started)) * 1000);
    }
  }
  const rate = (name: string) => percentile(best[name] ?? [], 50);
  for (const name of Object.keys(best))
    console.log(`${concurrent} at once, ${name}: ${Math.round(rate(name))} requests a second`);
  return { ours: rate('ours'), peer: rate('http-proxy') };
}

/** Gives what so many open answers cost, in kB each. */
async function measureStreams(way: Way): Promise<number> {
  const before = await memory(way);
  const all = await Promise.all(
    Array.from({ length: streams }, async () => {
      const request = open(way, '/open', { agent: false });
      request.on('error', () => {});
      request.end();
      const answer = await answered(request);
      answer.on('error', () => {});
      await once(answer, 'data');
      return request;
    }),
  );
  const { used, rss } = await memory(way);
  for (const request of all) request.destroy();
  const each = ((used - before.used) * 1000) / streams;
  console.log(
    `${streams} open streams, ${way.name}: ${each.toFixed(1)} kB each in use, ${(rss - before.rss).toFixed(0)} MB of the process`,
  );
  return each;
}

/** Gives by how many MB the process was larger than before, at most, while 1 GB went through it each way. */
async function measureLarge(way: Way): Promise<number> {
  // So that what is allocated once is there.
  await carry(way, 'down', gigabyte / 20);
  await carry(way, 'up', gigabyte / 20);
  const { rss } = await memory(way);
  let most = rss;
  let asking = Promise.resolve();
  const timer = setInterval(() => {
    asking = asking.then(async () => {
      most = Math.max(most, (await memory(way, 'now')).rss);
    });
  }, 100);
  const down = await carry(way, 'down', gigabyte);
  const up = await carry(way, 'up', gigabyte);
  clearInterval(timer);
  await asking;
  const after = await memory(way);
  console.log(
    `1 GB, ${way.name}: ${Math.round(down)} MB/s down, ${Math.round(up)} MB/s up; ${rss.toFixed(0)} MB before, ${most.toFixed(0)} at most, ${after.rss.toFixed(0)} after`,
  );
  return most - rss;
}

function turned<T>(ways: T[], by: number): T[] {
  const at = (by + ways.length) % ways.length;
  return [...ways.slice(at), ...ways.slice(0, at)];
}

function ratio(ours: number, theirs: number): string {
  return (ours / theirs).toFixed(2);
}
