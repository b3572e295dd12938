/*
 * The peer: what most programs do. Each process reads the tokens when it starts, a library (openid-client) refreshes what
 * has expired, and the new tokens are saved. No lock, no second look, no fence.
 */
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import * as client from 'openid-client';
import type { Setting } from './setting.ts';

interface Tokens {
  access: string;
  refresh: string;
  expiresAt: number;
}

const setting = JSON.parse(process.argv[2] ?? '') as Setting;
const config = new client.Configuration(
  { issuer: setting.acmeUrl, token_endpoint: `${setting.proxyUrl}/oauth/token` },
  'patchbay-demo',
  undefined,
  client.None(),
);
client.allowInsecureRequests(config);
let stopped = false;
process.on('message', () => {
  stopped = true;
});
process.send?.({ ready: true });

const all = read();
while (!stopped) {
  const ids = Object.keys(all);
  const id = ids[Math.floor(Math.random() * ids.length)] ?? '';
  const tokens = all[id];
  try {
    if (tokens && tokens.expiresAt <= Date.now()) {
      const renewed = await client.refreshTokenGrant(config, tokens.refresh);
      const next = {
        access: renewed.access_token,
        refresh: renewed.refresh_token ?? tokens.refresh,
        expiresAt: Date.now() + (renewed.expires_in ?? 0) * 1000,
      };
      all[id] = next;
      const temporary = `${setting.naiveFile}.${process.pid}`;
      writeFileSync(temporary, JSON.stringify({ ...read(), [id]: next }));
      renameSync(temporary, setting.naiveFile);
    }
  } catch (error) {
    // Dead is dead; an outage is tried again.
    if (error instanceof client.ResponseBodyError && error.error === 'invalid_grant') delete all[id];
  }
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
}
process.disconnect?.();

function read(): Record<string, Tokens> {
  return JSON.parse(readFileSync(setting.naiveFile, 'utf8')) as Record<string, Tokens>;
}
