/*
 * What 10,000 connections cost in memory, of which 100 are in use: `npm run bench:memory`. The peer keeps every connection
 * with its credential in one map, as extensions do that load their whole store.
 */
import { randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { bindingOf } from '../../src/connections/binding.ts';
import { useCredential } from '../../src/connections/credential.ts';
import type { Credential } from '../../src/model/credential.ts';
import { Secret } from '../../src/model/secret.ts';
import { testParts } from '../support/testParts.ts';

const connections = 10_000;
const inUse = 100;
const parts = await testParts();
const parameters = { siteUrl: 'http://127.0.0.1:1' };
const ids = Array.from({ length: connections }, () => randomUUID());

mkdirSync(join(parts.root, 'personal'), { recursive: true });
for (const [n, id] of ids.entries()) {
  const record = {
    version: 1,
    id,
    name: `Connection ${n}`,
    connector: 'acme',
    authType: 'oauth2',
    account: `user${n}@acme.example`,
  };
  const more = { parameters, scopes: ['api', 'offline_access'], createdBy: 'me', credential: { kind: 'vault' } };
  writeFileSync(
    join(parts.root, 'personal', `c${n}.connection.jsonc`),
    JSON.stringify({ ...record, ...more }, null, 2),
  );
}
const acme = await parts.catalog.connector('acme');
const credential = (n: number): Credential => ({
  kind: 'oauth',
  accessToken: new Secret(`access-${n}-`.padEnd(1200, 'x')),
  refreshToken: new Secret(`refresh-${n}-`.padEnd(600, 'x')),
  scopes: ['api'],
  expiresAt: Date.now() + 3_600_000,
  boundTo: bindingOf({ connector: 'acme', parameters }, acme),
});
for (const [n, id] of ids.slice(0, inUse).entries()) await parts.vault.put(id, credential(n), 0);

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const used = () => {
  collect();
  return process.memoryUsage().heapUsed / 1e6;
};
try {
  const before = used();
  const started = performance.now();
  await parts.files.snapshot();
  await parts.states.ready();
  console.log(`read ${connections} connection files in ${Math.round(performance.now() - started)} ms`);
  for (const id of ids.slice(0, inUse)) await useCredential(parts, id);
  const ours = used() - before;
  const map = new Map<string, unknown>();
  const peerBefore = used();
  const { connections: all } = await parts.files.snapshot();
  for (const [n, id] of ids.entries())
    map.set(id, { ...structuredClone({ ...all.get(id) }), credential: credential(n) });
  const peer = used() - peerBefore;
  console.log(`a map of all connections with their credentials: ${peer.toFixed(1)} MB (${map.size} entries)`);
  console.log(
    `${ours.toFixed(1)} MB for ${connections} connections of which ${inUse} are in use, ${(ours / peer).toFixed(2)} times the map`,
  );
} finally {
  await parts.close();
}
