import assert from 'node:assert/strict';
import { readBindings } from '../../../../src/use/bindings/readBindings.ts';

const id = '3d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';
const file = '/w/.patchbay/bindings.jsonc';

describe('readBindings', () => {
  const own = (text: string) => readBindings(text, file, 'patchbay');
  const codes = (text: string) => own(text).problems.map(({ code, message }) => `${code} ${message}`);
  const bound = (bindings: unknown) => JSON.stringify({ version: 1, bindings });

  it('reads names with what is said of them, and where they stand', () => {
    const text = `\uFEFF// names\n{ "version": 1, "bindings": {\r\n  "crm": { "connection": "${id.toUpperCase()}", "connector": "salesforce", "x": 1 },\n  "chat.ops": { "connector": "slack", "folder": "Finance/AP", "description": "Alerts" },\n} }`;
    const { bindings, problems } = own(text);
    assert.deepEqual(problems, []);
    const [crm, chat] = bindings;
    assert.deepEqual([crm?.name, crm?.connection, crm?.connector], ['crm', id, 'salesforce']);
    assert.deepEqual([chat?.folder, chat?.connection, chat?.description], ['Finance/AP', undefined, 'Alerts']);
    const { at, whole } = crm ?? assert.fail();
    assert.equal(text.slice(at.offset, at.offset + at.length), '"crm"');
    assert.match(text.slice(whole.offset, whole.offset + whole.length), /^"crm": \{.*\}$/);
  });

  it('keeps the others where one has a mistake', () => {
    const text = bound({ a: { connection: 'x' }, 'not a name': {}, [id]: {}, b: { connector: 'slack' }, c: 1 });
    assert.deepEqual(
      own(text).bindings.map(({ name }) => name),
      ['b'],
    );
    const told = codes(text);
    assert.equal(told.length, 4);
    assert.match(told[0] ?? '', /PB103 bindings\.jsonc has a mistake: “a\.connection” must be a GUID/);
    assert.match(told[1] ?? '', /“not a name” is no name/);
    assert.match(told[2] ?? '', /is no name/);
  });

  it('says what is wrong with a whole file', () => {
    assert.match(codes('{ "version": 1, "bindings": { ')[0] ?? '', /PB101/);
    assert.match(codes('{ "version": 2, "bindings": { "a": {} } }')[0] ?? '', /PB102/);
    assert.deepEqual(own('{ "version": 2, "bindings": { "a": {} } }').bindings, []);
    for (const text of ['[]', '1', '{}', '{ "version": "1" }']) assert.match(codes(text)[0] ?? '', /PB103/, text);
    assert.deepEqual(own('').bindings, []);
  });

  it('takes of a name that stands twice the last', () => {
    const text = '{ "version": 1, "bindings": { "a": { "connector": "x" }, "a": { "connector": "y" } } }';
    assert.deepEqual(
      own(text).bindings.map(({ connector }) => connector),
      ['y'],
    );
  });

  it('takes no name for more than a name', () => {
    assert.deepEqual(own('{ "version": 1, "bindings": { "__proto__": { "connector": "x" } } }').bindings, []);
  });

  describe('of a UiPath project', () => {
    const resource = (key: string, value: object, more: object = {}) => ({
      resource: 'connection',
      key,
      value: { ConnectionId: { defaultValue: key, isExpression: false, displayName: 'Connection', ...value } },
      metadata: { BindingsVersion: '2.2', Connector: 'uipath-salesforce-sfdc', UseConnectionService: 'True' },
      ...more,
    });
    const read = (resources: unknown[]) =>
      readBindings(JSON.stringify({ version: '2.0', resources }), '/w/bindings.json', 'uipath').bindings;

    it('are the connections among its resources, by their key', () => {
      const [first, second, ...rest] = read([
        resource(id, {}),
        resource('crm', { defaultValue: id.toUpperCase() }),
        resource('other', {}, { resource: 'asset' }),
        resource('', {}),
        'text',
        null,
        { resource: 'connection', key: 5 },
      ]);
      assert.deepEqual([first?.name, first?.connection, first?.application], [id, id, 'uipath-salesforce-sfdc']);
      assert.deepEqual([second?.name, second?.connection, second?.kind], ['crm', id, 'uipath']);
      assert.equal(first?.connector, undefined);
      assert.deepEqual(rest, []);
    });

    it('have no connection where it is an expression, and their key where no default is said', () => {
      const [expression, none] = read([
        resource('a', { defaultValue: 'variable', isExpression: true }),
        resource(id, { defaultValue: '' }),
      ]);
      assert.equal(expression?.connection, undefined);
      assert.equal(none?.connection, id);
    });

    it('are none in another file of that name', () => {
      for (const text of ['{}', '[]', '{ "resources": {} }', '{ "resources": [[]] }', 'x'])
        assert.deepEqual(readBindings(text, '/w/bindings.json', 'uipath').bindings, []);
    });
  });
});
