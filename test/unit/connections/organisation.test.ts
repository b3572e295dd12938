import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { askEveryMs, OrganisationPolicies } from '../../../src/connections/governance/organisation.ts';
import { freshnessOf } from '../../../src/connections/governance/organisationFound.ts';
import { updateSource } from '../../../src/policy/index.ts';
import { bundle, newSigner, signed } from '../../support/bundles.ts';
import { localServer, type Seen } from '../../support/localServer.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { until } from '../../support/until.ts';

const day = 24 * 60 * 60 * 1000;
const start = Date.parse('2026-06-15T12:00:00Z');
const signer = newSigner();
const policy = (name: string, more = {}) => ({ 'a.policy.jsonc': { name, deploy: [], ...more } });

/** Serves a text with a tag that changes with it, and 304 to who has it. */
function serve(text: string): (request: Seen, response: ServerResponse) => void {
  const etag = `"${text.length}-${text.slice(-20)}"`;
  return ({ headers }, response) => {
    const same = headers['if-none-match'] === etag;
    response.writeHead(same ? 304 : 200, { ETag: etag });
    response.end(same ? undefined : text);
  };
}

describe('the policies of an organisation', () => {
  const server = localServer();
  const directory = temporaryDirectory();
  let now = start;
  beforeEach(() => {
    now = start;
  });
  const anchor = () => ({ url: `${server().origin}/bundle.json`, publicKey: signer.publicKey });
  const open = (options: { timeoutMs?: number } = {}) =>
    new OrganisationPolicies({
      directory: directory.path,
      log: { info: () => {}, warn: () => {} },
      now: () => now,
      ...options,
    });
  const look = async (policies: OrganisationPolicies) => {
    const found = await policies.read(anchor());
    const source = updateSource(undefined, found.source);
    return {
      names: source.documents.map(({ content }) => content.name),
      freshness: freshnessOf(found, source),
      broken: source.broken.map(({ unreadable }) => unreadable),
      problem: found.status.problem,
      revision: found.status.revision,
    };
  };
  /** The background has done what it does. */
  const asked = async (policies: OrganisationPolicies) => {
    const before = server().requests.length;
    policies.touch();
    await until('the address was asked', () => server().requests.length > before);
    await policies.refresh();
  };

  it('are fetched at the first question, and not again for five minutes', async () => {
    server().answer = serve(signed(signer, bundle(1, policy('One'))));
    const policies = open();
    assert.deepEqual(await look(policies), {
      ...{ names: ['One'], freshness: { state: 'fresh' }, broken: [], problem: undefined, revision: 1 },
    });
    now += askEveryMs - 1;
    await look(policies);
    policies.touch();
    assert.equal(server().requests.length, 1);
    now += 1;
    policies.touch();
    await until('it is asked again', () => server().requests.length === 2);
    await policies.refresh();
    assert.ok(server().requests[1]?.headers['if-none-match'], 'the request was not conditional');
  });

  it('are there at once in the next window, and renewed behind it', async () => {
    server().answer = serve(signed(signer, bundle(1, policy('One'))));
    await look(open());
    server().answer = serve(signed(signer, bundle(2, policy('Two'))));
    now += day;
    const next = open();
    let changes = 0;
    next.onDidChange(() => changes++);
    assert.deepEqual((await look(next)).names, ['One']);
    await until('the new one is there', () => changes === 1);
    assert.deepEqual((await look(next)).names, ['Two']);
  });

  it('are fresh in a window that opens right after another asked', async () => {
    server().answer = serve(signed(signer, bundle(1, policy('One'))));
    await look(open());
    now += 1000;
    assert.deepEqual((await look(open())).freshness, { state: 'fresh' });
    assert.equal(server().requests.length, 1);
  });

  it('hold for the days that they say while the address cannot be reached', async () => {
    server().answer = serve(signed(signer, bundle(1, policy('One'), { availabilityDays: 10 })));
    await look(open());
    await server().stop();
    const freshness = async (days: number) => {
      now = start + days * day;
      const policies = open();
      await look(policies);
      await policies.refresh();
      return (await look(policies)).freshness;
    };
    assert.deepEqual(await freshness(2.5), { state: 'cached', day: 2, days: 10 });
    assert.deepEqual(await freshness(9.9), { state: 'cached', day: 9, days: 10 });
    assert.deepEqual(await freshness(10), { state: 'expired', because: 'age' });
  });

  it('hold for the shortest time that one of them asks for', async () => {
    const files = { ...policy('One', { availabilityDays: 3 }), 'b.policy.jsonc': { name: 'B', deploy: [] } };
    server().answer = serve(signed(signer, bundle(1, files, { availabilityDays: 10 })));
    const policies = open();
    await look(policies);
    await server().stop();
    now += day;
    await policies.refresh();
    assert.deepEqual((await look(policies)).freshness, { state: 'cached', day: 1, days: 3 });
    assert.equal((await look(policies)).problem, 'the address cannot be reached');
  });

  it('that are older than what was seen are not taken, in this window or the next', async () => {
    server().answer = serve(signed(signer, bundle(5, policy('Five'))));
    const policies = open();
    await look(policies);
    server().answer = serve(signed(signer, bundle(4, policy('Four'))));
    await policies.refresh();
    const after = await look(policies);
    assert.deepEqual([after.names, after.problem], [['Five'], 'its revision 4 is older than 5, which was seen before']);
    assert.equal(after.freshness.state, 'cached', 'a replay is no confirmation');
    const next = open();
    await look(next);
    await next.refresh();
    assert.deepEqual((await look(next)).names, ['Five']);
    server().answer = serve(signed(signer, bundle(5, policy('Other'))));
    await next.refresh();
    assert.match((await look(next)).problem ?? '', /revision 5 is not what it was before/);
  });

  it('with another’s signature are not taken', async () => {
    server().answer = serve(signed(newSigner(), bundle(9, policy('Forged'))));
    const policies = open();
    assert.deepEqual(await look(policies), {
      ...{ names: [], freshness: { state: 'fresh' }, broken: ['the signature is not right'] },
      ...{ problem: 'the signature is not right', revision: undefined },
    });
  });

  it('that nobody ever got are a source of which nothing is known, until they come', async () => {
    server().answer = (_, response) => response.writeHead(503).end();
    const policies = open();
    let changes = 0;
    policies.onDidChange(() => changes++);
    assert.deepEqual((await look(policies)).broken, ['the address answers with status 503']);
    server().answer = serve(signed(signer, bundle(1, policy('One'))));
    now += askEveryMs;
    await asked(policies);
    assert.deepEqual((await look(policies)).names, ['One']);
    assert.ok(changes >= 1);
  });

  it('that are huge, or slow, or lead elsewhere, are not waited for', async () => {
    const refused = async (answer: (request: Seen, response: ServerResponse) => void, timeoutMs = 5000) => {
      server().answer = answer;
      return (await look(open({ timeoutMs }))).problem;
    };
    const huge = 'x'.repeat(1024 * 1024);
    assert.match(
      (await refused((_, response) => {
        response.writeHead(200);
        const write = () => {
          while (!response.destroyed && response.write(huge)) {}
        };
        response.on('drain', write);
        write();
      })) ?? '',
      /larger than/,
    );
    assert.equal(await refused(() => {}, 50), 'the address did not answer in time');
    const drip = (_: Seen, response: ServerResponse) => void response.writeHead(200).write('{');
    assert.equal(await refused(drip, 50), 'the address did not answer in time');
    const away = (location: string) => (_: Seen, response: ServerResponse) =>
      void response.writeHead(302, { Location: location }).end();
    assert.equal(await refused(away('http://policy.acme.example/')), 'the address is not an https address');
    assert.equal(await refused(away('/again')), 'the address leads on and on');
    const moved = serve(signed(signer, bundle(1, policy('Moved'))));
    server().answer = (request, response) =>
      request.url.pathname === '/new' ? moved(request, response) : away('/new')(request, response);
    assert.deepEqual((await look(open())).names, ['Moved']);
  });

  it('are not trusted to be current while the clock runs backwards', async () => {
    server().answer = serve(signed(signer, bundle(1, policy('One'))));
    const policies = open();
    now = start + 10 * day;
    await look(policies);
    await server().stop();
    now = start + 20 * day;
    await policies.refresh();
    now = start + 12 * day;
    assert.deepEqual((await look(policies)).freshness, { state: 'expired', because: 'clock' });
    const next = open();
    await look(next);
    await next.refresh();
    assert.deepEqual((await look(next)).freshness, { state: 'expired', because: 'clock' });
  });

  it('prove by their date that a clock is behind', async () => {
    now = Date.parse('2026-05-01T00:00:00Z');
    server().answer = serve(signed(signer, bundle(1, policy('One'))));
    assert.deepEqual((await look(open())).freshness, { state: 'expired', because: 'clock' });
  });

  it('are current again when the address confirms them, whatever the clock showed', async () => {
    server().answer = serve(signed(signer, bundle(1, policy('One'))));
    now = start + 100 * day;
    await look(open());
    now = start;
    const policies = open();
    assert.equal((await look(policies)).freshness.state, 'expired');
    await policies.refresh();
    assert.deepEqual((await look(policies)).freshness, { state: 'fresh' });
  });

  it('of another address or key are others', async () => {
    server().answer = serve(signed(signer, bundle(1, policy('One'))));
    const policies = open();
    await look(policies);
    const other = newSigner();
    server().answer = serve(signed(other, bundle(1, policy('Other'))));
    const found = await policies.read({ ...anchor(), publicKey: other.publicKey });
    assert.match(found.source.files?.[0]?.text ?? '', /Other/);
    assert.equal(server().requests.at(-1)?.headers['if-none-match'], undefined);
  });

  it('say who is in which group', async () => {
    server().answer = serve(signed(signer, bundle(1, { ...policy('One'), 'members.jsonc': { version: 1 } })));
    const { members, source } = await open().read(anchor());
    assert.deepEqual([members[0]?.from, members.length, source.files?.length], ['organisation', 1, 1]);
  });
});
