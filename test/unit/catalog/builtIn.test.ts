import assert from 'node:assert/strict';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildCatalog } from '../../../scripts/buildCatalog.ts';
import { buildSchemas } from '../../../scripts/buildSchemas.ts';
import { CompiledCatalog } from '../../../src/catalog/catalog.ts';
import { isAllowed } from '../../../src/catalog/hosts.ts';
import { lintConnector } from '../../../src/catalog/lintConnector.ts';
import { readConnector } from '../../../src/catalog/readConnector.ts';
import { searchCatalog } from '../../../src/catalog/search.ts';
import { fillTemplate } from '../../../src/catalog/template.ts';
import { connectorForm } from '../../../src/connections/form.ts';
import type { Connector } from '../../../src/model/connector.ts';
import { validateField } from '../../../src/model/formField.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const sources = fileURLToPath(new URL('../../../src/catalog/connectors', import.meta.url));

/** What a person would type, by the examples of the record. */
function examples(connector: Connector): Record<string, string> {
  return Object.fromEntries(
    connector.parameters.map(({ name, example, default: value, choices, format }) => [
      name,
      example ?? value ?? choices?.[0]?.value ?? (format === 'url' ? 'https://x.example' : 'x'),
    ]),
  );
}

describe('the built-in connectors', () => {
  const directory = temporaryDirectory();

  it('compile, and are there by key', async () => {
    const entries = await buildCatalog(sources, directory.path);
    const catalog = new CompiledCatalog(directory.path);
    assert.deepEqual(await catalog.entries(), entries);
    const keys = entries.map(({ key }) => key);
    for (const key of [
      'github',
      'gitlab',
      'slack',
      'salesforce',
      'google',
      'generic-oauth2',
      'generic-api-key',
      'acme',
    ]) {
      assert.ok(keys.includes(key), key);
      assert.equal((await catalog.connector(key)).key, key);
    }
    assert.equal(await catalog.connector('github'), await catalog.connector('github'));
  });

  it('that are not known are PB105, whatever the key looks like', async () => {
    await buildCatalog(sources, directory.path);
    const catalog = new CompiledCatalog(directory.path);
    for (const key of ['nope', 'index', '../index', '', '__proto__', 'GitHub']) {
      await assert.rejects(catalog.connector(key), { code: 'PB105' }, key);
    }
  });

  it('have addresses that fill from their examples, within their own hosts, and a form that takes the examples', async () => {
    await buildCatalog(sources, directory.path);
    const catalog = new CompiledCatalog(directory.path);
    for (const { key } of await catalog.entries()) {
      const connector = await catalog.connector(key);
      const parameters = examples(connector);
      const { oauth, api } = connector;
      for (const template of [
        oauth?.authorizeUrl,
        oauth?.tokenUrl,
        oauth?.revokeUrl,
        oauth?.deviceUrl,
        connector.createAppUrl,
        connector.pat?.createUrl,
      ]) {
        if (template) assert.ok(URL.canParse(fillTemplate(template, parameters)), `${key}: ${template}`);
      }
      assert.ok(isAllowed(new URL(fillTemplate(api.baseUrl, parameters)), connector, parameters), key);
      if (api.health && /^https:/.test(api.health.path)) {
        assert.ok(isAllowed(new URL(fillTemplate(api.health.path, parameters)), connector, parameters), key);
      }
      const form = connectorForm(connector);
      assert.equal(form.authTypes.length > 0, connector.unavailable === undefined, key);
      for (const field of form.authTypes.flatMap(({ fields }) => fields)) {
        const value = parameters[field.name];
        if (value !== undefined) assert.equal(validateField(field, value), undefined, `${key}: ${field.name}`);
        if (field.default !== undefined)
          assert.equal(validateField(field, field.default), undefined, `${key}: ${field.name}`);
      }
    }
  });

  it('are found by what people call them', async () => {
    const entries = await buildCatalog(sources, directory.path);
    const first = (text: string) => searchCatalog(entries, text)[0]?.key;
    assert.deepEqual(['github', 'gitlb', 'sfdc', 'googl', 'slak', 'bearer', 'oidc'].map(first), [
      'github',
      'gitlab',
      'salesforce',
      'google',
      'slack',
      'generic-api-key',
      'generic-oidc',
    ]);
  });

  it('stand up to whoever reviews them', async () => {
    for (const name of await readdir(sources)) {
      const file = join(sources, name);
      const { connector } = readConnector(await readFile(file, 'utf8'), file);
      assert.ok(connector, name);
      assert.deepEqual(lintConnector(connector), [], name);
    }
  });

  it('with a mistake stop the build, with file and place, and leave what was compiled', async () => {
    await buildCatalog(sources, directory.path);
    const before = await readdir(directory.path);
    const broken = join(directory.path, 'broken');
    await mkdir(broken);
    await writeFile(join(broken, 'a.jsonc'), '{\n  "key": "b",\n  "nonsense": 1\n}');
    await assert.rejects(buildCatalog(broken, directory.path), /a\.jsonc:\d+:\d+ .*name/);
    assert.deepEqual(
      (await readdir(directory.path)).filter((name) => name.endsWith('.json')),
      before,
    );
  });

  it('and connections have schemas that the editor checks files with', async () => {
    await buildSchemas(directory.path);
    for (const name of ['connection', 'folder', 'connector']) {
      const schema = JSON.parse(await readFile(join(directory.path, `${name}.schema.json`), 'utf8'));
      assert.equal(schema.type, 'object');
      assert.equal(schema.allowComments, true);
    }
    const schema = JSON.parse(await readFile(join(directory.path, 'connection.schema.json'), 'utf8'));
    assert.deepEqual(schema.required, ['version', 'id', 'name', 'connector', 'authType']);
    assert.notEqual(schema.additionalProperties, false);
  });
});
