import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ControlledAcme, startAcme } from '../../../../examples/acme/acme.ts';
import { checkConnection } from '../../../../src/connections/check.ts';
import { type CreateRequest, createConnection } from '../../../../src/connections/create.ts';
import { useCredential } from '../../../../src/connections/credential.ts';
import { reconnectConnection } from '../../../../src/connections/reconnect.ts';
import { reconnectFields } from '../../../../src/connections/reconnectFields.ts';
import { updateConnectionFile } from '../../../../src/storage/connectionWriter.ts';
import { sharedFolderId } from '../../../../src/storage/snapshot.ts';
import { remember } from '../../../support/secrets.ts';
import { quietly, type TestParts, testParts } from '../../../support/testParts.ts';

const variable = 'PATCHBAY_TEST_SECRET';

describe('connections whose secrets lie elsewhere', () => {
  let acme: ControlledAcme;
  let parts: TestParts;
  let folder: string;

  before(async () => {
    acme = await startAcme({ control: true });
  });
  after(() => acme.close());
  beforeEach(async () => {
    parts = await testParts();
    folder = join(parts.workspace, '.patchbay', 'folders', 'Finance');
    await mkdir(folder, { recursive: true });
    process.env[variable] = 'acme-service-secret';
  });
  afterEach(async () => {
    delete process.env[variable];
    await parts.close();
  });

  const service = (changes: Partial<CreateRequest> = {}): CreateRequest => ({
    folder: sharedFolderId(folder),
    connector: 'acme',
    authType: 'clientCredentials',
    name: 'Ledger',
    accountKind: 'service',
    values: { siteUrl: acme.url, clientId: 'acme-service' },
    scopes: [],
    sharing: 'reference',
    references: { clientSecret: `env:${variable}` },
    ...changes,
  });
  const newKey = () => {
    const { secret } = acme.tokens.issue('apiKey', { account: 'ada@acme.example', name: 'shared' });
    remember(secret);
    return secret;
  };
  const accessToken = async (id: string, force = false) => {
    const { credential } = (await useCredential(parts, id, { force })).stored;
    assert.ok(credential.kind === 'oauth');
    assert.equal(credential.clientSecret, undefined);
    return credential.accessToken.reveal();
  };

  it('names the place in the file, and keeps nothing', async () => {
    const made = await createConnection(parts, service(), quietly());
    assert.match(await readFile(made.file, 'utf8'), /"clientSecret": "env:PATCHBAY_TEST_SECRET"/);
    const first = await accessToken(made.id);
    assert.equal(await accessToken(made.id), first);
    assert.notEqual(await accessToken(made.id, true), first);
    assert.equal((await checkConnection(parts, made.id)).grant.status, 'connected');
    assert.deepEqual(await parts.vault.keys(), []);
  });

  it('takes a pasted kind of secret anew at each use', async () => {
    process.env[variable] = newKey();
    const values = { siteUrl: acme.url };
    const made = await createConnection(
      parts,
      service({ authType: 'apiKey', values, references: { token: `env:${variable}` } }),
      quietly(),
    );
    const next = newKey();
    process.env[variable] = next;
    const { credential } = (await useCredential(parts, made.id)).stored;
    assert.ok(credential.kind === 'token' && credential.token.reveal() === next);
    delete process.env[variable];
    await assert.rejects(useCredential(parts, made.id), { code: 'PB721' });
  });

  it('sends nothing of this computer before the person agreed, and nothing elsewhere afterwards', async () => {
    const made = await createConnection(parts, service(), quietly());
    await parts.states.remove(made.id);
    await assert.rejects(useCredential(parts, made.id), { code: 'PB303' });
    const asked: unknown[] = [];
    parts.confirmHosts = async (_, hosts, sources) => {
      asked.push([hosts, sources]);
      return false;
    };
    assert.deepEqual(await reconnectFields(parts, made.id), []);
    await assert.rejects(reconnectConnection(parts, made.id, { values: {} }, quietly()), { code: 'PB409' });
    assert.match(JSON.stringify(asked), /PATCHBAY_TEST_SECRET/);
    parts.confirmHosts = async () => true;
    await reconnectConnection(parts, made.id, { values: {} }, quietly());
    await accessToken(made.id);
    // A pull names another variable of this computer.
    const changed = await parts.files.connection(made.id);
    const credential = { kind: 'reference', from: { clientSecret: 'env:HOME' } };
    await updateConnectionFile(changed, await parts.files.folder(changed.folder), { credential });
    await parts.files.reload();
    await assert.rejects(useCredential(parts, made.id), { code: 'PB308' });
  });

  it('is not offered for what changes when it is used', async () => {
    await assert.rejects(createConnection(parts, service({ authType: 'oauth2' }), quietly()), { code: 'PB707' });
  });
});
