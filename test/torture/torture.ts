import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startAcme } from '../../examples/acme/acme.ts';
import { createConnection } from '../../src/connections/create.ts';
import { memoryKeyStore, quietly, type TestParts, testParts } from '../support/testParts.ts';
import { Crew } from './crew.ts';
import { startProxy } from './proxy.ts';
import { seededRandom } from './random.ts';
import type { Setting } from './setting.ts';
import { settle, type Verdict } from './verdict.ts';

export interface TortureOptions {
  seconds: number;
  processes: number;
  connections: number;
  /** The same seed does the same mischief, as far as the machine's timing lets it. */
  seed: number;
}

/** A lost answer is taken again this long after, as by providers with a grace period. */
const graceSeconds = 60;

/**
 * Is a grant ever lost? Many processes use connections whose tokens live for a second, over a network that drops, delays,
 * cuts and repeats answers, while processes are killed at random. Beside them, on connections of its own and over a network
 * just as bad, a peer that refreshes with openid-client and nothing else.
 */
export async function torture({ seconds, processes, connections, seed }: TortureOptions): Promise<Verdict> {
  const random = seededRandom(seed);
  const acme = await startAcme({ control: true, accessTokenSeconds: 1, refreshRetrySeconds: graceSeconds });
  const [ourNetwork, peerNetwork] = await Promise.all([startProxy(acme.url, random), startProxy(acme.url, random)]);
  const keyStore = memoryKeyStore();
  const parts = await testParts({ keyStore });
  const naiveFile = `${parts.root}.naive.json`;
  try {
    const ids = await signInAll(parts, acme.url, connections, 'byoa');
    const peerIds = await signInAll(parts, acme.url, connections, 'oauth2');
    await handToPeer(parts, peerIds, naiveFile);
    const setting: Setting = {
      root: parts.root,
      acmeUrl: acme.url,
      proxyUrl: ourNetwork.url,
      key: (await keyStore.read())?.toString('base64') ?? '',
      keyId: keyStore.knownKeyId() ?? '',
      connections: ids,
      naiveFile,
    };
    const journal = join(parts.root, 'fences.journal');
    await writeFile(journal, '');
    const crew = new Crew('worker.ts', [JSON.stringify(setting), journal]);
    const peers = new Crew('naiveWorker.ts', [JSON.stringify({ ...setting, proxyUrl: peerNetwork.url })]);
    await Promise.all([crew.start(processes), peers.start(processes)]);
    const end = Date.now() + seconds * 1000;
    while (Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 200 + random() * 400));
      await Promise.all([crew.killOne(random), peers.killOne(random)]);
    }
    ourNetwork.calm();
    peerNetwork.calm();
    await Promise.all([crew.stop(), peers.stop()]);
    return await settle({
      setting,
      records: await acme.control.records(),
      journal: await readFile(journal, 'utf8'),
      crew,
      mischief: { ours: ourNetwork.counts, peer: peerNetwork.counts },
      files: await textOf(parts.root),
    });
  } finally {
    await Promise.all([ourNetwork.close(), peerNetwork.close(), acme.close()]);
    await rm(naiveFile, { force: true });
    await parts.close();
  }
}

async function signInAll(parts: TestParts, url: string, count: number, authType: 'byoa' | 'oauth2'): Promise<string[]> {
  const app = authType === 'byoa' ? { clientId: 'acme-byoa', clientSecret: 'acme-byoa-secret' } : {};
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const connection = await createConnection(
      parts,
      {
        folder: 'personal',
        connector: 'acme',
        authType,
        name: `${authType} ${n}`,
        accountKind: 'personal',
        values: { siteUrl: url, ...app },
        scopes: ['offline_access'],
      },
      quietly(),
    );
    ids.push(connection.id);
  }
  return ids;
}

async function handToPeer(parts: TestParts, ids: string[], file: string): Promise<void> {
  const tokens: Record<string, { refresh: string; expiresAt: number }> = {};
  for (const id of ids) {
    const read = await parts.vault.get(id);
    if (read.status !== 'found' || read.credential.kind !== 'oauth') throw new Error('the peer has no tokens');
    tokens[id] = { refresh: read.credential.refreshToken?.reveal() ?? '', expiresAt: 0 };
    // The peer's alone from now on.
    await parts.vault.delete(id);
    await parts.states.remove(id);
  }
  await writeFile(file, JSON.stringify(tokens));
}

/** Everything that lies on the disk, in one text, to look for secrets in. */
async function textOf(directory: string): Promise<string> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'latin1')))).join('\n');
}
