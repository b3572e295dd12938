import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { checkConnection } from '../../src/connections/check.ts';
import { createConnection } from '../../src/connections/create.ts';
import { useCredential } from '../../src/connections/credential.ts';
import { connectorForm } from '../../src/connections/form.ts';
import type { Progress } from '../../src/connections/parts.ts';
import { removeConnection } from '../../src/connections/remove.ts';
import type { AuthType } from '../../src/model/authType.ts';
import type { Connection } from '../../src/model/connection.ts';
import type { Credential } from '../../src/model/credential.ts';
import { quietly, type TestParts, testParts } from '../support/testParts.ts';
import { account, app, secrets } from './people.ts';
import { Provider } from './provider.ts';
import { type ConnectorRecord, readRecord } from './record.ts';
import { Wire } from './wire.ts';

const records = globSync(join(import.meta.dirname, '../../src/catalog/connectors/*.jsonc'))
  .sort()
  .map(readRecord);
const given: Record<string, string> = { ...app, ...secrets };
let works = 0;

const secretOf = (credential: Credential) =>
  credential.kind === 'oauth' ? credential.accessToken.reveal() : credential.token.reveal();

/** Every record, with a provider that behaves as the record says and takes nothing else. */
describe('the catalog against providers that play its records', () => {
  const wire = new Wire();
  let parts: TestParts;

  before(() => wire.start());
  after(async () => {
    await wire.stop();
    const types = records.reduce((sum, { authTypes }) => sum + authTypes.length, 0);
    console.log(`      ${works} of ${types} ways to connect, of ${records.length} records`);
  });
  beforeEach(async () => {
    parts = await testParts();
  });
  afterEach(() => parts.close());

  for (const record of records) {
    for (const type of record.authTypes as AuthType[]) {
      it(`${record.name}: ${type}`, async () => {
        const provider = new Provider(record);
        provider.authType = type;
        wire.provider = (asked) => provider.answer(asked);
        try {
          await live(provider, type);
        } catch (error) {
          assert.fail(`${[...provider.complaints, (error as Error).message].join('; ')}`);
        }
        assert.deepEqual(provider.complaints, []);
        works += 1;
      });
    }
  }

  describe('notice when a request is made otherwise than the record says', () => {
    const github = records.find(({ key }) => key === 'github');
    assert.ok(github?.oauth && github.pat);
    const { oauth, pat } = github;
    const others: [string, AuthType, Partial<ConnectorRecord>][] = [
      ['another separator of scopes', 'byoa', { oauth: { ...oauth, scopeSeparator: '+' } }],
      ['the secret elsewhere', 'byoa', { oauth: { ...oauth, tokenAuth: 'basic' } }],
      ['PKCE, which breaks it', 'byoa', { oauth: { ...oauth, pkce: 'breaks' } }],
      ['a form instead of JSON', 'byoa', { oauth: { ...oauth, bodyFormat: 'json' } }],
      ['a parameter too few', 'byoa', { oauth: { ...oauth, authorizeParams: { access_type: 'offline' } } }],
      ['tokens at another place', 'byoa', { oauth: { ...oauth, tokenPath: 'authed_user' } }],
      ['the token at another place', 'pat', { pat: { ...pat, placement: { name: 'X-Token' } } }],
      ['a header too few', 'pat', { api: { ...github.api, headers: { Version: '2' } } }],
    ];
    for (const [words, type, other] of others) {
      it(words, async () => {
        const provider = new Provider({ ...github, ...other });
        provider.authType = type;
        wire.provider = (asked) => provider.answer(asked);
        await assert.rejects(live(provider, type));
      });
    }
  });

  /** A connection's whole life: signed in, checked, renewed, checked again, given back. */
  async function live(provider: Provider, type: AuthType): Promise<void> {
    const { record, server } = provider;
    const connection = await connect(provider, type);
    if (record.api.health?.identity?.length) assert.equal(connection.account, account);
    if (record.api.health) assert.equal((await checkConnection(parts, connection.id)).grant.status, 'connected');
    let { stored } = await useCredential(parts, connection.id);
    const before = stored.credential;
    if (before.kind === 'oauth' && (before.refreshToken || type === 'clientCredentials')) {
      ({ stored } = await useCredential(parts, connection.id, { force: true }));
      assert.notEqual(secretOf(stored.credential), secretOf(before));
      if (record.api.health) assert.equal((await checkConnection(parts, connection.id)).grant.status, 'connected');
    }
    const farewell = await (await removeConnection(parts, connection.id)).finish();
    const revokes = server !== undefined && before.kind === 'oauth' && record.oauth?.revokeUrl !== undefined;
    assert.equal(farewell.status, revokes ? 'revoked' : 'notOffered');
    if (revokes) assert.equal(server.isLive(secretOf(stored.credential)), false);
  }

  async function connect({ record, values }: Provider, type: AuthType): Promise<Connection> {
    const connector = await parts.catalog.connector(record.key);
    const form = connectorForm(connector).authTypes.find((one) => one.type === type);
    assert.ok(form);
    const opened = Promise.withResolvers<string>();
    const giveUp = new AbortController();
    parts.browse = async (url) => {
      const back = (await fetch(url, { redirect: 'manual' })).headers.get('location');
      if (!back) return giveUp.abort();
      if (/^http:\/\/(127\.0\.0\.1|localhost):/.test(back)) await fetch(back);
      else opened.resolve(back);
    };
    const progress: Progress = { ...quietly(giveUp.signal), onPaste: (deliver) => void opened.promise.then(deliver) };
    const request = {
      folder: 'personal',
      connector: record.key,
      authType: type,
      name: '',
      accountKind: 'personal' as const,
      values: Object.fromEntries(
        form.fields
          .filter(({ name }) => name !== 'privateKey')
          .map(({ name }) => [name, given[name] ?? values[name] ?? '']),
      ),
      scopes: (form.scopes ?? []).map(({ name }) => name),
      ...(record.oauth && connector.oauth?.loopback === 'none' ? { way: 'paste' as const } : {}),
    };
    return createConnection(parts, request, progress);
  }
});
