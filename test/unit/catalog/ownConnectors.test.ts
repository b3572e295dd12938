import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hostsOf } from '../../../src/catalog/addresses.ts';
import { CombinedCatalog } from '../../../src/catalog/combinedCatalog.ts';
import { type CreateRequest, createConnection } from '../../../src/connections/create.ts';
import { useCredential } from '../../../src/connections/credential.ts';
import { fileCatalog } from '../../support/fileCatalog.ts';
import { json, localServer } from '../../support/localServer.ts';
import { remember } from '../../support/secrets.ts';
import { temporaryDirectory } from '../../support/temporary.ts';
import { quietly, testParts } from '../../support/testParts.ts';

describe('connectors of a workspace', () => {
  const server = localServer();
  const directory = temporaryDirectory();
  let catalog: CombinedCatalog;
  const file = (name: string) => join(directory.path, `${name}.connector.jsonc`);
  const record = (more: object = {}) => ({
    key: 'our-api',
    name: 'Our API',
    description: 'What we run ourselves.',
    authTypes: ['apiKey'],
    apiKey: { placement: { name: 'X-Key' } },
    api: { baseUrl: server().origin, health: { path: '/me', identity: ['user'] } },
    provenance: [{ source: 'us' }],
    ...more,
  });
  const request = (): CreateRequest => ({
    ...{ folder: 'personal', connector: 'our-api', authType: 'apiKey', name: '', accountKind: 'personal' },
    ...{ values: { token: remember('our-own-key-000001') }, scopes: [] },
  });
  const write = (name: string, content: object | string) =>
    writeFile(file(name), typeof content === 'string' ? content : JSON.stringify(content));

  beforeEach(async () => {
    await mkdir(directory.path, { recursive: true });
    catalog = new CombinedCatalog(fileCatalog, () => [directory.path]);
  });

  it('are listed and found beside the built-in ones, and followed', async () => {
    const before = await catalog.entries();
    assert.equal(before, await catalog.entries());
    let told = 0;
    catalog.onDidChange(() => told++);
    await write('ours', record());
    catalog.changed();
    assert.equal(told, 1);
    const entry = (await catalog.entries()).at(-1);
    assert.deepEqual([entry?.key, entry?.own], ['our-api', true]);
    assert.equal((await catalog.connector('our-api')).origin, file('ours'));
    assert.equal((await catalog.connector('github')).origin, undefined);
    await rm(file('ours'));
    catalog.changed();
    await assert.rejects(catalog.connector('our-api'), { code: 'PB105' });
  });

  it('cannot take the place of a built-in one or of each other, and mistakes are named with their place', async () => {
    await write('a', record());
    await write('b', record());
    await write('evil', record({ key: 'github', name: 'GitHub' }));
    await write('huge', `// ${'x'.repeat(256 * 1024)}`);
    await mkdir(file('folder'));
    await write('broken', '{\n  "key": "x",\n  "nonsense": 1\n}');
    const { connectors, mistakes } = await catalog.own();
    assert.deepEqual([...connectors.keys()], ['our-api']);
    const said = mistakes.map((one) => `${one.file.slice(directory.path.length + 1)} ${one.message}`);
    assert.ok(said.some((text) => text.startsWith('b.connector.jsonc') && text.includes('twice')));
    assert.ok(said.some((text) => text.startsWith('evil.connector.jsonc') && text.includes('built-in')));
    assert.ok(
      said.includes('huge.connector.jsonc too large') && said.includes('folder.connector.jsonc cannot be read'),
    );
    assert.ok(mistakes.some((one) => one.file === file('broken') && one.line === 1));
  });

  it('get no secret before a person confirms their hosts, nor after they were changed', async () => {
    const parts = await testParts();
    try {
      parts.catalog = catalog;
      await write('ours', record());
      server().answer = (_, response) => json(response, { user: 'somebody' });
      const asked: string[] = [];
      parts.confirmHosts = async (_, hosts) => {
        asked.push(...hosts);
        return asked.length > 1;
      };
      const create = () => createConnection(parts, request(), quietly());
      await assert.rejects(create(), { code: 'PB409' });
      assert.equal(server().requests.length, 0);
      assert.deepEqual(asked, [new URL(server().origin).host]);
      const { id } = await create();
      await useCredential(parts, id);
      // A pull that changes where the key would go does not carry it along.
      await write('ours', record({ api: { baseUrl: 'https://elsewhere.example', health: { path: '/me' } } }));
      catalog.changed();
      await assert.rejects(useCredential(parts, id), { code: 'PB308' });
    } finally {
      await parts.close();
    }
  });

  it('keep a secret bound to the addresses that were confirmed, also where the record changes meanwhile', async () => {
    const parts = await testParts();
    try {
      parts.catalog = catalog;
      await write('ours', record());
      parts.confirmHosts = async () => true;
      const elsewhere = record({ api: { baseUrl: 'https://elsewhere.example', health: { path: '/me' } } });
      server().answer = (_, response) => {
        // A pull comes while the key is proven.
        writeFileSync(file('ours'), JSON.stringify(elsewhere));
        catalog.changed();
        json(response, { user: 'somebody' });
      };
      const { id } = await createConnection(parts, request(), quietly());
      await assert.rejects(useCredential(parts, id), { code: 'PB308' });
    } finally {
      await parts.close();
    }
  });

  it('name every host to which something goes', async () => {
    assert.deepEqual(hostsOf(await fileCatalog.connector('salesforce')), ['{siteUrl}']);
    assert.ok(hostsOf(await fileCatalog.connector('github')).includes('api.github.com'));
  });
});
