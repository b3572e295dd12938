/*
 * What a token costs: from memory, under load, and where it must be renewed, beside the same renewal by openid-client.
 * `npm run bench:token`.
 */
import * as client from 'openid-client';
import { startAcme } from '../../examples/acme/acme.ts';
import { createConnection } from '../../src/connections/create.ts';
import { useCredential } from '../../src/connections/credential.ts';
import { quietly, testParts } from '../support/testParts.ts';
import { median, percentile, range } from './statistics.ts';

const uses = 50_000;

const acme = await startAcme({ control: true });
const parts = await testParts();
let id = '';
try {
  id = (await connect('ours')).id;

  await cached('one after the other', async (times) => {
    for (let n = 0; n < uses; n++) times.push(await timed(() => useCredential(parts, id)));
  });
  await cached('100 callers at once', async (times) => {
    const caller = async () => {
      for (let n = 0; n < uses / 100; n++) {
        times.push(await timed(() => useCredential(parts, id)));
        await new Promise(setImmediate);
      }
    };
    await Promise.all(Array.from({ length: 100 }, caller));
  });

  // A token that has ended: a thousand want it, one request is sent.
  await acme.control.set({ accessTokenSeconds: 1 });
  await useCredential(parts, id, { force: true });
  await new Promise((resolve) => setTimeout(resolve, 1100));
  await acme.control.set({ accessTokenSeconds: 3600 });
  const before = refreshes();
  await Promise.all(Array.from({ length: 1000 }, () => useCredential(parts, id)));
  console.log(`1,000 callers of an ended token: ${refreshes() - before} request to the provider`);

  // The same exchange with the lock, the fence and the durable write, and without; in turns, so that neither is favoured.
  const peer = await peerRefresh();
  await compare('a provider on this computer', peer, 60);
  // As far as a provider on the internet is, by a good connection.
  await acme.control.fail({ endpoint: 'token', times: 1000, fault: { kind: 'slow', ms: 40 } });
  const ratio = await compare('a provider 40 ms away', peer, 60);
  console.log(`a renewal costs ${ratio.toFixed(2)} times that of openid-client 40 ms from the provider`);
} finally {
  await acme.close();
  await parts.close();
}

function connect(name: string) {
  return createConnection(
    parts,
    {
      folder: 'personal',
      connector: 'acme',
      authType: 'oauth2',
      name,
      accountKind: 'personal',
      values: { siteUrl: acme.url },
      scopes: ['offline_access'],
    },
    quietly(),
  );
}

async function cached(what: string, run: (times: number[]) => Promise<void>): Promise<void> {
  const times: number[] = [];
  await run([]);
  const started = performance.now();
  await run(times);
  const perSecond = (times.length / (performance.now() - started)) * 1000;
  const [p50, p99] = [percentile(times, 50), percentile(times, 99)];
  console.log(
    `a token from memory, ${what}: p50 ${p50.toFixed(4)} ms, p99 ${p99.toFixed(4)} ms, ${Math.round(perSecond)} a second`,
  );
  await parts.audit.flush();
}

/** Gives how many times longer ours takes, by the medians. */
async function compare(what: string, peer: () => Promise<void>, rounds: number): Promise<number> {
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let n = -5; n < rounds; n++) {
    const us = await timed(() => useCredential(parts, id, { force: true }));
    const them = await timed(peer);
    if (n >= 0) {
      ours.push(us);
      theirs.push(them);
    }
  }
  const ratio = median(ours) / median(theirs);
  console.log(
    `a renewal at ${what}: ${range(ours)} ms, with lock, fence and durable write; by openid-client, which keeps nothing, ${range(theirs)} ms: ratio ${ratio.toFixed(2)}`,
  );
  return ratio;
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await action();
  return performance.now() - started;
}

function refreshes(): number {
  return acme.records.snapshot().tokenRequests.filter(({ grantType }) => grantType === 'refresh_token').length;
}

/** A refresh with openid-client that keeps its tokens in memory. */
async function peerRefresh(): Promise<() => Promise<void>> {
  const connection = await connect('peer');
  const read = await parts.vault.get(connection.id);
  if (read.status !== 'found' || read.credential.kind !== 'oauth') throw new Error('the peer has no token');
  let token = read.credential.refreshToken?.reveal() ?? '';
  const config = new client.Configuration(
    { issuer: acme.url, token_endpoint: `${acme.url}/oauth/token` },
    'patchbay-demo',
    undefined,
    client.None(),
  );
  client.allowInsecureRequests(config);
  return async () => {
    token = (await client.refreshTokenGrant(config, token)).refresh_token ?? token;
  };
}
