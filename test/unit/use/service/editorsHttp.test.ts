import assert from 'node:assert/strict';
import http from 'node:http';
import Module from 'node:module';
import { LiveCall } from '../../../../src/use/service/liveCalls.ts';
import { localServer } from '../../../support/localServer.ts';

/** What the editor replaces, as its extension host does: `require` of these very names, `node:http` not among them. */
interface Loader {
  _load(name: string, ...rest: unknown[]): unknown;
}

describe('requests to providers', () => {
  const provider = localServer();

  it('go through the editor’s http, which knows its proxy and certificates', async () => {
    const loader = Module as unknown as Loader;
    const { _load: load } = loader;
    const asked: unknown[] = [];
    const patched = {
      ...http,
      request: (...args: Parameters<typeof http.request>) => asked.push(args[0]) && http.request(...args),
    };
    loader._load = function (name, ...rest) {
      return name === 'http' ? patched : load.call(this, name, ...rest);
    };
    try {
      // A copy of its own: the module may be loaded already.
      const fresh = '../../../../src/use/service/proxy/exchange.ts?fresh';
      const { Agents, exchange } = (await import(
        fresh
      )) as typeof import('../../../../src/use/service/proxy/exchange.ts');
      const request = new http.IncomingMessage(null as never);
      request.method = 'GET';
      const call = new LiveCall(
        { scope: {}, label: 'test' },
        Object.assign(request, { socket: {} }),
        new http.ServerResponse(request),
      );
      const agents = new Agents();
      const url = new URL(`${provider().origin}/x`);
      const answer = await exchange(agents, call, { application: 'Test', url, headers: [], withBody: false });
      assert.equal(answer.statusCode, 200);
      answer.destroy();
      agents.destroy();
    } finally {
      loader._load = load;
    }
    assert.equal(asked.length, 1);
    assert.equal(provider().requests.length, 1);
  });
});
