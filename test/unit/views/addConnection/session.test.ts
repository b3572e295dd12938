import assert from 'node:assert/strict';
import type { CreateRequest, createConnection } from '../../../../src/connections/create.ts';
import type { Progress } from '../../../../src/connections/parts.ts';
import type { Connection } from '../../../../src/model/connection.ts';
import { addressNotCallback, nameTaken, portTaken, unknownConnector } from '../../../../src/model/problems.ts';
import type { FromPanel, ToPanel } from '../../../../src/views/addConnection/protocol.ts';
import { AddSession } from '../../../../src/views/addConnection/session.ts';
import { type TestParts, testParts } from '../../../support/testParts.ts';
import { until } from '../../../support/until.ts';
import { connector } from './panelFixture.ts';

const request: FromPanel = {
  type: 'connect',
  folder: 'personal',
  connector: 'acme',
  authType: 'byoa',
  name: '',
  accountKind: 'personal',
  values: { clientId: 'app-1', clientSecret: 'a-secret-of-the-app' },
  scopes: [],
};
const made = { id: '1', name: 'ada', account: 'ada', folder: 'personal' } as Connection;

/** A use case that a test ends as it likes. */
class Creating {
  readonly requests: CreateRequest[] = [];
  readonly progresses: Progress[] = [];
  readonly #ends: PromiseWithResolvers<Connection>[] = [];

  readonly create: typeof createConnection = (_, asked, progress) => {
    this.requests.push(asked);
    this.progresses.push(progress);
    const end = Promise.withResolvers<Connection>();
    this.#ends.push(end);
    return end.promise;
  };

  get end(): PromiseWithResolvers<Connection> {
    const last = this.#ends.at(-1);
    assert.ok(last);
    return last;
  }
}

describe('add panel: session', () => {
  let parts: TestParts;
  let creating: Creating;
  let posted: ToPanel[];
  let done: string[];
  let session: AddSession;

  const last = () => posted.at(-1);
  const open = (preselect?: { folder?: string; connector?: string }) => {
    const surface = {
      post: (message: ToPanel) => void posted.push(message),
      copy: async (text: string) => void done.push(`copy ${text}`),
      showPlace: ({ line }: { line: number }) => void done.push(`place ${line}`),
      showDetails: (id: string) => void done.push(`details ${id}`),
      newConnector: () => void done.push('new connector'),
      joinWorkspace: (members: string) => void done.push(`join ${members}`),
      close: () => void done.push('close'),
    };
    return new AddSession(parts, surface, preselect, creating.create);
  };

  beforeEach(async () => {
    parts = await testParts();
    const { name, description, authTypes } = connector;
    const entry = { key: 'acme', name, description, categories: [], synonyms: [], authTypes };
    parts.catalog = {
      entries: async () => [entry],
      connector: async (key) => {
        if (key !== 'acme') throw unknownConnector(key);
        return connector;
      },
    };
    parts.openBrowser = async (url) => Boolean(done.push(`open ${url}`));
    creating = new Creating();
    posted = [];
    done = [];
    session = open();
  });
  afterEach(async () => {
    session.dispose();
    await parts.close();
  });

  it('answers with folders and connectors, then with what was chosen by the click, once', async () => {
    session.dispose();
    session = open({ connector: 'acme' });
    await session.receive({ type: 'ready' });
    assert.deepEqual(
      posted.map(({ type }) => type),
      ['gallery', 'preselect'],
    );
    const [gallery] = posted;
    assert.ok(gallery?.type === 'gallery');
    assert.deepEqual(
      [gallery.folders.map(({ id }) => id), gallery.connectors.map(({ used }) => used)],
      [['personal'], [0]],
    );
    await session.receive({ type: 'ready' });
    assert.deepEqual(
      posted.map(({ type }) => type),
      ['gallery', 'preselect', 'gallery'],
    );
    session.preselect({ folder: 'personal' });
    assert.deepEqual(last(), { type: 'preselect', folder: 'personal' });
  });

  it('sends folders again only where they changed', async () => {
    await session.receive({ type: 'ready' });
    await parts.files.reload();
    await session.refresh();
    assert.equal(posted.length, 1);
    parts.trusted = false;
    await session.refresh();
    assert.equal(posted.length, 1, 'the Personal Workspace needs no trust');
  });

  it('ignores what is no message of the panel, and does not write down what it holds', async () => {
    for (const raw of [
      null,
      'ready',
      { type: 'nothing' },
      { ...request, extra: 1 },
      { ...request, sharing: 'vault' },
      { type: 'copyRedirectUri', index: -1 },
    ]) {
      await session.receive(raw);
    }
    assert.deepEqual([posted, done], [[], []]);
    assert.equal(parts.logged.length, 6);
    assert.ok(!parts.logged.join().includes('a-secret-of-the-app'));
  });

  it('gives the form with the addresses to register, and copies one', async () => {
    await session.receive({ type: 'copyRedirectUri', index: 0 });
    await session.receive({ type: 'chooseConnector', key: 'acme', folder: 'personal' });
    const form = last();
    assert.ok(form?.type === 'form' && form.form.key === 'acme');
    assert.equal(form.redirectUris[0]?.uri, 'http://127.0.0.1/callback/acme');
    await session.receive({ type: 'copyRedirectUri', index: 0 });
    assert.deepEqual([done, last()], [['copy http://127.0.0.1/callback/acme'], { type: 'copied', index: 0 }]);
  });

  it('says what is wrong with a connector that it cannot give', async () => {
    await session.receive({ type: 'chooseConnector', key: 'gone', folder: 'personal' });
    assert.ok(last()?.type === 'failed');
    assert.match(JSON.stringify(last()), /PB105/);
  });

  it('opens the pages that the connector names, filled in, and says which value one needs', async () => {
    const page = { type: 'openLink', connector: 'acme', authType: 'byoa', link: 'create', values: {} };
    await session.receive(page);
    const refused = last();
    assert.ok(refused?.type === 'failed');
    assert.deepEqual([refused.problem.code, refused.field, done], ['PB501', 'site', []]);
    await session.receive({ ...page, values: { site: 'https://acme.test' } });
    await session.receive({ ...page, authType: 'pat' });
    await session.receive({ ...page, link: 'docs' });
    await session.receive({ ...page, authType: 'apiKey' });
    assert.deepEqual(done, [
      'open https://acme.test/apps',
      'open https://acme.example/tokens',
      'open https://acme.example/docs',
    ]);
  });

  it('connects, saying how it goes on, and gives the panel no secret back', async () => {
    const shared = { ...request, sharing: 'reference' as const, references: { clientSecret: 'env:ACME_SECRET' } };
    await session.receive(shared);
    await session.receive(shared);
    assert.equal(creating.requests.length, 1, 'one at a time');
    const { type: _, ...asked } = shared;
    assert.deepEqual(creating.requests[0], asked);
    creating.progresses[0]?.report('In the browser…');
    assert.deepEqual(last(), { type: 'progress', message: 'In the browser…', paste: false });
    creating.end.resolve(made);
    await until('it is connected', () => last()?.type === 'connected');
    assert.deepEqual(last(), { type: 'connected', id: '1', name: 'ada', account: 'ada', folder: 'personal' });
    assert.ok(!JSON.stringify([posted, parts.logged]).includes('a-secret-of-the-app'));
    await session.receive({ type: 'showDetails', id: '1' });
    await session.receive({ type: 'newConnector' });
    await session.receive({ type: 'close' });
    assert.deepEqual(done, ['details 1', 'new connector', 'close']);
  });

  it('says which applications were signed in with last, in what order', async () => {
    const places = () => {
      const message = last();
      assert.ok(message?.type === 'gallery');
      return message.connectors.map(({ key, recent }) => [key, recent]);
    };
    await session.receive({ type: 'ready' });
    assert.deepEqual(places(), [['acme', undefined]]);
    for (const key of ['acme', 'gone']) await parts.recent.remember(key);
    await session.refresh();
    assert.deepEqual(places(), [['acme', 1]]);
  });

  it('takes a pasted address, and says so where it is the wrong one', async () => {
    await session.receive({ type: 'pasteAddress', address: 'too early' });
    await session.receive(request);
    const pasted: string[] = [];
    creating.progresses[0]?.report('In the browser…');
    creating.progresses[0]?.onPaste?.((text) => {
      pasted.push(text);
      if (text === 'wrong') throw addressNotCallback();
    });
    assert.deepEqual(last(), { type: 'progress', message: 'In the browser…', paste: true });
    await session.receive({ type: 'pasteAddress', address: 'wrong' });
    assert.ok(last()?.type === 'pasteRefused');
    await session.receive({ type: 'pasteAddress', address: 'right' });
    assert.deepEqual(pasted, ['wrong', 'right']);
  });

  it('shows a device’s code, copies it and opens its page, and only while it waits for it', async () => {
    await session.receive({ type: 'copyDeviceCode' });
    await session.receive(request);
    const code = { userCode: 'WDJB-MJHT', verificationUri: 'https://acme.example/device', expiresAt: 1 };
    creating.progresses[0]?.onDeviceCode?.(code);
    assert.deepEqual(last(), { type: 'deviceCode', code });
    await session.receive({ type: 'copyDeviceCode' });
    assert.deepEqual(last(), { type: 'deviceCodeCopied' });
    await session.receive({ type: 'openDevicePage' });
    assert.deepEqual(done, ['copy WDJB-MJHT', 'open https://acme.example/device']);
    await session.receive({ type: 'cancel' });
    await session.receive({ type: 'copyDeviceCode' });
    await session.receive({ type: 'openDevicePage' });
    assert.equal(done.length, 2);
  });

  it('answers a cancel at once, though what runs ends later', async () => {
    await session.receive(request);
    await session.receive({ type: 'cancel' });
    assert.deepEqual(last(), { type: 'cancelled' });
    assert.ok(creating.progresses[0]?.signal.aborted);
    const count = posted.length;
    creating.progresses[0]?.report('too late');
    creating.end.reject(new Error('aborted'));
    await session.receive(request);
    assert.equal(creating.requests.length, 2);
    assert.equal(posted.length, count);
  });

  it('shows a connection that was made in spite of a cancel that came too late', async () => {
    await session.receive(request);
    await session.receive({ type: 'cancel' });
    creating.end.resolve(made);
    await until('it is shown', () => last()?.type === 'connected');
  });

  it('says what failed, about which field, and which other ways there are', async () => {
    await session.receive(request);
    creating.end.reject(nameTaken('ada', 'ada 2'));
    await until('it failed', () => last()?.type === 'failed');
    assert.ok(last()?.type === 'failed');
    assert.deepEqual(last(), { ...last(), field: 'name', ways: [] });
    await session.receive({ ...request, way: 'paste' });
    creating.end.reject(portTaken('41893'));
    await until('it failed again', () => JSON.stringify(last()).includes('PB207'));
    assert.deepEqual(last(), { ...last(), ways: ['loopback'] });
    await session.receive(request);
    creating.end.reject(new TypeError('what nobody expected, with a-secret-of-the-app'));
    await until('it failed for good', () => JSON.stringify(last()).includes('PB999'));
    assert.ok(!JSON.stringify(posted).includes('a-secret-of-the-app'));
  });

  it('ends what runs when the panel is closed', async () => {
    await session.receive(request);
    session.dispose();
    assert.ok(creating.progresses[0]?.signal.aborted);
  });
});
