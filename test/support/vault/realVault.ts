import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { remember } from '../secrets.ts';
import { until } from '../until.ts';
import type { VaultUnderTest } from './vaultAdmin.ts';

/** The program of a real Vault or OpenBao, where whoever runs the tests has one. */
export const realVaultProgram = process.env['PATCHBAY_TEST_VAULT'];

/** A real server in memory: `bao server -dev` (https://openbao.org/docs/concepts/dev-server). */
export class RealVault implements VaultUnderTest {
  readonly rootToken = remember('root-token-of-a-real-one');
  address = '';
  #process: ChildProcess | undefined;
  #said = '';

  async start(program: string, home: string): Promise<void> {
    const port = await freePort();
    this.address = `http://127.0.0.1:${port}`;
    const flags = [
      '-dev-no-store-token',
      `-dev-root-token-id=${this.rootToken}`,
      `-dev-listen-address=127.0.0.1:${port}`,
    ];
    this.#process = spawn(program, ['server', '-dev', ...flags], { env: { HOME: home, PATH: process.env['PATH'] } });
    this.#process.stdout?.on('data', (text) => {
      this.#said += text;
    });
    await until('the server answers', async () => {
      const health = await fetch(`${this.address}/v1/sys/health`).catch(() => undefined);
      return health?.status === 200 && this.unsealKey() !== '';
    });
  }

  /** What opens it after it was sealed. */
  unsealKey(): string {
    return /Unseal Key: (\S+)/.exec(this.#said)?.[1] ?? '';
  }

  async stop(): Promise<void> {
    const running = this.#process;
    if (!running) return;
    const ended = new Promise((resolve) => running.once('exit', resolve));
    running.kill();
    await ended;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
