import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { hasFailed } from '../../../../src/use/seen/call.ts';
import { answerOf, received, servicing } from '../../../support/servicing.ts';
import { until } from '../../../support/until.ts';

describe('streams of an MCP server that say nothing', () => {
  const world = servicing({ limits: { readerMs: 200, providerMs: 100 }, connector: { mcp: { url: '{siteUrl}/mcp' } } });
  let left = false;
  const begin = (response: ServerResponse) => {
    left = false;
    response.once('close', () => {
      left = true;
    });
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    response.write('data: {}\n\n');
  };
  const listen = async (method: string) => {
    const request = world.request(`/patchbay_/mcp/${world.id}`, { method });
    request.end();
    return received(await answerOf(request));
  };
  const ended = async () => {
    await until('it is recorded, and the server is left alone', () => world.calls.length === 1 && left);
    return world.calls[0] ?? assert.fail();
  };

  it('end as if they were over, and are no failure: their client listens anew', async () => {
    world.provider.answer = (_, response) => begin(response);
    const { status, text } = await listen('GET');
    assert.deepEqual([status, text], [200, 'data: {}\n\n']);
    const call = await ended();
    assert.deepEqual([call.status, call.problem, hasFailed(call)], [200, undefined, false]);
  });

  it('break off where they owe an answer', async () => {
    world.provider.answer = (_, response) => begin(response);
    await assert.rejects(listen('POST'));
    assert.equal((await ended()).problem, 'PB809');
  });

  it('are a failure where they never began', async () => {
    world.provider.answer = (_, response) => {
      response.once('close', () => {
        left = true;
      });
    };
    const { status, code } = await listen('GET');
    assert.deepEqual([status, code], [504, 'PB809']);
  });
});
