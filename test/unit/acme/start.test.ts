import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startAcme } from '../../../examples/acme/acme.ts';
import { withAcme } from '../../support/withAcme.ts';

const main = join(import.meta.dirname, '../../../examples/acme/main.ts');

const children: ChildProcess[] = [];

function run(...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  return child;
}

async function failure(child: ChildProcess): Promise<string> {
  let text = '';
  child.stderr?.on('data', (chunk) => {
    text += String(chunk);
  });
  await once(child, 'close');
  assert.equal(child.exitCode, 1);
  return text;
}

describe('acme: start', () => {
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  it('listens on this computer alone', async () => {
    await assert.rejects(startAcme({ host: '0.0.0.0' }), /listens on 127\.0\.0\.1 only/);
    assert.match(await failure(run('--host', '::', '--port', '0')), /listens on 127\.0\.0\.1 only/);
  });

  it('answers to no other name, so that no web page reaches it by its own', () =>
    withAcme({}, async (acme) => {
      const request = get(`${acme.url}/`, { headers: { Host: 'evil.example' } });
      const [response] = (await once(request, 'response')) as [{ statusCode: number; resume(): void }];
      response.resume();
      assert.equal(response.statusCode, 421);
    }));

  it('prints a line when it is ready, and ends when it is told to', async () => {
    const child = run('--port', '0', '--control');
    const lines = createInterface({ input: child.stdout ?? process.stdin })[Symbol.asyncIterator]();
    const ready = String((await lines.next()).value);
    assert.match(ready, /^Acme is ready at http:\/\/127\.0\.0\.1:\d+$/);
    assert.match(String((await lines.next()).value), /^Test control: http:\/\/127\.0\.0\.1:\d+\/control$/);
    assert.equal((await fetch(ready.replace('Acme is ready at ', ''))).status, 200);
    child.kill('SIGTERM');
    await once(child, 'close');
    assert.deepEqual([child.exitCode, child.signalCode], [0, null]);
  });

  it('says so when the port is taken, or is none', () =>
    withAcme({}, async (acme) => {
      assert.match(await failure(run('--port', new URL(acme.url).port)), /The port is taken/);
      assert.match(await failure(run('--port', 'http')), /is not a port/);
    }));

  it('lets nothing into a page but text, and no script', () =>
    withAcme({}, async (acme) => {
      const attack = encodeURIComponent('"><script>alert(1)</script>');
      for (const path of [
        `/oauth/authorize?client_id=${attack}`,
        `/sign-in?next=${attack}`,
        `/interaction/${attack}`,
      ]) {
        const response = await fetch(`${acme.url}${path}`, { headers: { Accept: 'text/html' } });
        const page = await response.text();
        assert.ok(!page.includes('<script>'), path);
      }
      const home = await fetch(acme.url);
      assert.match(home.headers.get('content-security-policy') ?? '', /^default-src 'none'; style-src 'sha256-/);
      assert.equal(home.headers.get('cache-control'), 'no-store');
    }));
});
