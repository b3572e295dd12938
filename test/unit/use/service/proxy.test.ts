import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { gzipSync } from 'node:zlib';
import { requestHeaders, responseHeaders } from '../../../../src/use/service/proxy/headers.ts';
import { json } from '../../../support/localServer.ts';
import { answerOf, received, servicing } from '../../../support/servicing.ts';
import { until } from '../../../support/until.ts';

describe('the service’s proxy', () => {
  const world = servicing();

  it('passes bytes on as they are: compressed, in parts, and none', async () => {
    const packed = gzipSync('hello '.repeat(1000));
    world.provider.answer = ({ url }, response) => {
      if (url.pathname.endsWith('/packed')) {
        response.writeHead(200, 'Fine', {
          'Content-Encoding': 'gzip',
          'Content-Length': packed.length,
          'X-Two': ['a', 'b'],
        });
        response.end(packed);
      } else if (url.pathname.endsWith('/none')) response.writeHead(204).end();
      else response.writeHead(304, { ETag: '"1"' }).end();
    };
    const request = world.request(world.through('/packed'), { headers: { 'accept-encoding': 'gzip' } });
    request.end();
    const answer = await answerOf(request);
    assert.equal(answer.statusMessage, 'Fine');
    assert.equal(answer.headers['x-two'], 'a, b');
    assert.deepEqual(Buffer.concat(await answer.toArray()), packed);
    assert.equal((await world.send(world.through('/none'))).status, 204);
    assert.equal((await world.send(world.through('/same'), { headers: { 'if-none-match': '"1"' } })).status, 304);
    assert.equal(
      (await world.send(world.through('/packed'), { method: 'HEAD' })).headers['content-length'],
      String(packed.length),
    );
  });

  it('streams: each part arrives before the next is sent, headers before the first', async () => {
    world.provider.answer = (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.flushHeaders();
      const next = (n: number) => response.write(`data: ${n}\n\n`);
      parts.push(next, () => response.end());
    };
    const parts: ((n: number) => void)[] = [];
    const request = world.request(world.through('/events'));
    request.end();
    const answer = await answerOf(request);
    assert.equal(answer.headers['content-type'], 'text/event-stream');
    for (const n of [1, 2, 3]) {
      parts[0]?.(n);
      const [chunk] = await once(answer, 'data');
      assert.equal(String(chunk), `data: ${n}\n\n`);
    }
    parts[1]?.(0);
    await once(answer, 'end');
  });

  it('holds a provider up whose answer nobody takes, and keeps little of it', async () => {
    let sent = 0;
    const source = () =>
      new Readable({
        highWaterMark: 65_536,
        read() {
          sent += 65_536;
          this.push(sent > 300_000_000 ? null : Buffer.alloc(65_536));
        },
      });
    const id = await world.connectToServer((_, response) => void pipeline(source(), response).catch(() => {}));
    const request = world.request(world.through('/big', id));
    request.end();
    const answer = await answerOf(request);
    answer.pause();
    let before = -1;
    await until('the provider stopped', () => {
      const stopped = sent === before;
      before = sent;
      return stopped;
    });
    assert.ok(sent < 50_000_000, `${sent} bytes were sent to a caller that reads none`);
    request.destroy();
  });

  it('holds a caller up whose body the provider does not take', async () => {
    const id = await world.connectToServer((request) => request.pause());
    const request = world.request(world.through('/upload', id), { method: 'POST' });
    request.on('error', () => {});
    let written = 0;
    const write = () => {
      do written += 65_536;
      while (request.write(Buffer.alloc(65_536)) && written < 300_000_000);
    };
    request.on('drain', write);
    write();
    let before = -1;
    await until('the caller stopped', () => {
      const stopped = written === before && written > 0;
      before = written;
      return stopped;
    });
    assert.ok(written < 50_000_000, `${written} bytes`);
    request.destroy();
  });

  it('carries much in both directions unharmed, with and without a length', async () => {
    const id = await world.connectToServer((request, response) => void pipeline(request, response).catch(() => {}));
    const content = randomBytes(5_000_000);
    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    for (const headers of [
      { 'content-length': content.length },
      { 'transfer-encoding': 'chunked' },
      { 'content-length': content.length, expect: '100-continue' },
    ]) {
      const request = world.request(world.through('/echo', id), { method: 'PUT', headers });
      if ('expect' in headers) {
        request.flushHeaders();
        await once(request, 'continue');
      }
      const answer = answerOf(request);
      request.end(content);
      assert.equal(hash(Buffer.concat(await (await answer).toArray())), hash(content));
    }
  });

  it('gives back an answer that comes before the body was sent', async () => {
    const id = await world.connectToServer((_, response) =>
      response.writeHead(413, { Connection: 'close' }).end('too much'),
    );
    const request = world.request(world.through('/upload', id), { method: 'POST' });
    request.on('error', () => {});
    request.write('the beginning');
    const got = await received(await answerOf(request));
    assert.deepEqual([got.status, got.text], [413, 'too much']);
    request.destroy();
  });

  it('says that a provider cannot be reached, or broke off before it answered', async () => {
    const gone = await world.connectTo('http://127.0.0.1:1');
    const refused = await world.send(world.through('/me', gone));
    assert.deepEqual(
      [refused.status, refused.code, (refused.json as { code: string }).code],
      [502, 'PB821', 'CNS1042'],
    );
    assert.match(refused.text, /ECONNREFUSED/);
    world.provider.answer = (_, response) => void response.socket?.destroy();
    const broken = await world.send(world.through('/me'), { method: 'POST', body: 'x' });
    assert.deepEqual([broken.status, broken.code], [502, 'PB821']);
    for (const headers of [{ 'Content-Length': 1000 }, {}]) {
      world.provider.answer = (_, response) => {
        response.writeHead(200, headers);
        response.write('the beginning', () => response.socket?.destroy());
      };
      await assert.rejects(world.send(world.through('/me')), 'a broken answer does not look like a whole one');
    }
  });

  it('says of an answer that no HTTP has that it makes no sense, and lets go of the provider', async () => {
    for (const line of ['HTTP/1.1 099 X', 'HTTP/1.1 2000 X', 'HTTP/1.1 abc', 'HTTP/1.1 200 a\x01b', 'rubbish']) {
      let left = false;
      world.provider.answer = ({ url: _ }, response) => {
        response.socket?.once('close', () => {
          left = true;
        });
        response.socket?.write(`${line}\r\nContent-Length: 1000\r\n\r\nthe beginning`);
      };
      const got = await world.send(world.through('/me'));
      assert.equal(got.status, 502, line);
      assert.match(got.code ?? '', /^PB(404|821)$/);
      await until('the provider is left alone', () => left);
    }
  });

  it('sends once more what met a connection that the provider had just dropped', async () => {
    let requests = 0;
    // Drops each connection the moment a second request comes on it.
    const id = await world.connectToServer((request, response) => {
      requests++;
      const { socket } = request as { socket: { used?: boolean; destroy(): void } };
      if (socket.used) socket.destroy();
      else response.end('done');
      socket.used = true;
    });
    assert.equal((await world.send(world.through('/me', id))).text, 'done');
    assert.equal((await world.send(world.through('/me', id))).text, 'done');
    assert.equal(requests, 3);
    const post = await world.send(world.through('/me', id), { method: 'POST' });
    assert.equal(post.status, 502, 'whether a POST was done nobody knows');
  });

  it('lets a caller choose the kind of answer, and nothing else that the connector says', async () => {
    world.connector.api.headers = { Accept: 'application/vnd.test+json', 'X-Version': '2' };
    world.provider.answer = ({ headers }, response) => json(response, headers);
    const sent = async (headers: Record<string, string>) =>
      (await world.send(world.through('/me'), { headers })).json as Record<string, string>;
    assert.equal((await sent({}))['accept'], 'application/vnd.test+json');
    assert.equal((await sent({ accept: '*/*' }))['accept'], 'application/vnd.test+json');
    assert.equal((await sent({ accept: 'text/plain' }))['accept'], 'text/plain');
    assert.equal((await sent({ 'x-version': '1' }))['x-version'], '2');
  });

  it('has no descriptions of activities, and says so', async () => {
    const got = await world.send(world.through('/elements/acme/objects/tickets/metadata'));
    assert.deepEqual([got.status, got.code], [404, 'PB820']);
    assert.equal(world.provider.requests.length, 0);
  });
});

describe('the headers that the proxy passes on', () => {
  const own = new Headers({ Authorization: 'Bearer provider', 'X-Api-Key': 'key' });
  const names = (headers: string[]) => headers.filter((_, at) => at % 2 === 0).map((name) => name.toLowerCase());

  it('are those of the caller, but for what is about this connection, the caller, or the credential', () => {
    const sent = requestHeaders(
      [
        ...[
          'Host',
          '127.0.0.1',
          'Authorization',
          'Bearer ours',
          'Cookie',
          'a=b',
          'X-Api-Key',
          'theirs',
          'x-api-key',
          'again',
        ],
        ...[
          'Connection',
          'close, X-Hop',
          'X-Hop',
          '1',
          'Keep-Alive',
          '5',
          'TE',
          'trailers',
          'Transfer-Encoding',
          'chunked',
        ],
        ...[
          'Proxy-Authorization',
          'x',
          'Upgrade',
          'x',
          'X-UiPath-FolderKey',
          '1',
          'X-Forwarded-For',
          '1',
          'Content-Length',
          '5',
        ],
        ...['Content-Type', 'text/plain', 'X-Two', 'a', 'X-Two', 'b', 'Idempotency-Key', '7', 'traceparent', '00-1'],
      ],
      own,
    );
    assert.deepEqual(names(sent), [
      'content-type',
      'x-two',
      'x-two',
      'idempotency-key',
      'traceparent',
      'authorization',
      'x-api-key',
    ]);
    assert.ok(!sent.includes('Bearer ours') && !sent.includes('theirs') && !sent.includes('again'));
    assert.ok(sent.includes('Bearer provider') && sent.includes('key'));
  });

  it('never have the caller’s bearer, wherever the credential goes', () => {
    for (const credential of [new Headers(), new Headers({ 'X-Api-Key': 'key' })])
      assert.ok(
        !names(requestHeaders(['AUTHORIZATION', 'Bearer ours', 'Accept', '*/*'], credential)).includes('authorization'),
      );
  });

  it('are those of the provider, but for what is about its connection, or for browsers', () => {
    const back = responseHeaders([
      ...['Content-Type', 'x', 'Set-Cookie', 'a', 'Connection', 'X-Hop', 'X-Hop', '1', 'Transfer-Encoding', 'chunked'],
      ...[
        'Strict-Transport-Security',
        'x',
        'Access-Control-Allow-Origin',
        '*',
        'Link',
        '<x>',
        'X-RateLimit-Remaining',
        '1',
      ],
    ]);
    assert.deepEqual(names(back), ['content-type', 'link', 'x-ratelimit-remaining']);
  });
});
