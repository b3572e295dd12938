import assert from 'node:assert/strict';
import { HostPaused, TokenHosts } from '../../../src/auth/tokenHosts.ts';

const refusal =
  (status: number, headers: Record<string, string> = {}) =>
  async () => {
    throw new Error('refused', { cause: new Response('{}', { status, headers }) });
  };

describe('token hosts', () => {
  it('are left alone as long as they ask', async () => {
    const hosts = new TokenHosts();
    assert.equal(hosts.pausedUntil('one.example'), undefined);
    await assert.rejects(hosts.run('one.example', refusal(429, { 'Retry-After': '60' })));
    const until = hosts.pausedUntil('one.example') ?? 0;
    assert.ok(until > Date.now() + 50_000 && until <= Date.now() + 60_000);
    assert.equal(hosts.pausedUntil('one.example', until), undefined);
    assert.equal(hosts.pausedUntil('two.example'), undefined);
    let asked = false;
    const ask = async () => {
      asked = true;
    };
    await assert.rejects(hosts.run('one.example', ask), HostPaused);
    assert.equal(asked, false);
  });

  it('are left alone after failures in a row, and no longer than a minute', async () => {
    const hosts = new TokenHosts();
    for (let n = 0; n < 5; n++) {
      assert.equal(hosts.pausedUntil('one.example'), undefined);
      await assert.rejects(hosts.run('one.example', refusal(503)));
    }
    const until = hosts.pausedUntil('one.example') ?? 0;
    assert.ok(until > Date.now() + 50_000 && until <= Date.now() + 60_000);
    assert.equal(hosts.pausedUntil('one.example', until), undefined, 'then a probe may go');
  });

  it('are not left alone for what is nobody’s outage', async () => {
    const hosts = new TokenHosts();
    for (let n = 0; n < 6; n++) await assert.rejects(hosts.run('one.example', refusal(400)));
    assert.equal(hosts.pausedUntil('one.example'), undefined);
  });
});
