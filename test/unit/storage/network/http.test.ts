import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { Cancelled } from '../../../../src/model/problem.ts';
import { maxBodyBytes, providerFetch } from '../../../../src/storage/network/http.ts';
import { localServer } from '../../../support/localServer.ts';

describe('providerFetch', () => {
  const server = localServer();
  const elsewhere = localServer();

  it('gives status, headers and body', async () => {
    server().answer = (_, response) => response.writeHead(201, { 'X-A': 'b' }).end('hello');
    const response = await providerFetch(`${server().origin}/x`, { method: 'POST', body: 'q' });
    assert.deepEqual([response.status, response.headers.get('x-a'), await response.text()], [201, 'b', 'hello']);
    assert.deepEqual([server().requests[0]?.method, server().requests[0]?.body], ['POST', 'q']);
    server().answer = (_, response) => response.writeHead(204).end();
    assert.equal((await providerFetch(server().origin)).status, 204);
  });

  for (const status of [301, 302, 303, 307, 308]) {
    it(`follows no ${status}, so that no credential travels along`, async () => {
      server().answer = (_, response) => response.writeHead(status, { Location: `${elsewhere().origin}/stolen` }).end();
      const response = await providerFetch(server().origin, { headers: { Authorization: 'Bearer secret' } });
      assert.equal(response.status, status);
      assert.deepEqual(elsewhere().requests, []);
    });
  }

  it('reads no more than a small answer, packed or not', async () => {
    const huge = Buffer.alloc(maxBodyBytes * 20);
    server().answer = (_, response) => response.end(huge);
    await assert.rejects(providerFetch(server().origin), /larger than/);
    server().answer = (_, response) => response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync(huge));
    await assert.rejects(providerFetch(server().origin), /larger than/);
    server().answer = (_, response) => response.end(Buffer.alloc(maxBodyBytes));
    assert.equal((await (await providerFetch(server().origin)).bytes()).length, maxBodyBytes);
  });

  it('stops for a person who cancels, before, during the request and within the answer', async () => {
    await assert.rejects(providerFetch(server().origin, {}, AbortSignal.abort()), Cancelled);
    const first = new AbortController();
    server().answer = () => first.abort();
    await assert.rejects(providerFetch(server().origin, {}, first.signal), Cancelled);
    const second = new AbortController();
    server().answer = (_, response) => response.write('half', () => second.abort());
    await assert.rejects(providerFetch(server().origin, {}, second.signal), Cancelled);
  });

  it('tells a limit of time and a broken connection from a cancel', async () => {
    server().answer = () => {};
    await assert.rejects(providerFetch(server().origin, { signal: AbortSignal.timeout(10) }), { name: 'TimeoutError' });
    server().answer = (_, response) => response.destroy();
    await assert.rejects(providerFetch(server().origin), TypeError);
  });
});
