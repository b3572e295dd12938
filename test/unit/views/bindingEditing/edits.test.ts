import assert from 'node:assert/strict';
import { bindFor, offsetOfBinding, withBinding } from '../../../../src/views/bindingEditing/edits.ts';

const id = '3d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';
const shared = { id, connector: 'github', folder: 'shared:/w/Finance' };
const crm = { name: 'crm', kind: 'patchbay' } as const;

describe('bindFor', () => {
  it('names a shared connection, and leaves the rest of the file as it was', () => {
    const text = `{
  // names
  "version": 1,
  "bindings": {
    "crm": { "connector": "slack", "folder": "Finance", "description": "x" }, // the CRM
    "other": {},
  }
}
`;
    const changed = bindFor(text, crm, shared) ?? assert.fail();
    assert.match(changed, new RegExp(`"connection": "${id}"`));
    assert.match(changed, /"connector": "github"/);
    assert.doesNotMatch(changed, /"folder"/);
    assert.match(changed, /\/\/ names[\s\S]*"description": "x"[\s\S]*\/\/ the CRM\n {4}"other": \{\},/);
  });

  it('says “each person’s own” for a connection that is only one person’s', () => {
    const text = `\uFEFF{ "version": 1, "bindings": { "crm": { "connection": "${id}" } } }`;
    const changed = bindFor(text, crm, { ...shared, folder: 'personal' }) ?? assert.fail();
    assert.deepEqual(JSON.parse(changed.slice(1)), { version: 1, bindings: { crm: { connector: 'github' } } });
    assert.equal(changed[0], '\uFEFF');
  });

  it('keeps line ends, and changes nothing where the binding is gone', () => {
    const text = '{\r\n  "version": 1,\r\n  "bindings": {\r\n    "crm": {}\r\n  }\r\n}';
    assert.doesNotMatch((bindFor(text, crm, shared) ?? '').replaceAll('\r\n', ''), /\n/);
    assert.equal(bindFor(text, { ...crm, name: 'gone' }, shared), undefined);
    assert.equal(bindFor('', crm, shared), undefined);
  });

  it('changes the default of a UiPath binding, never its key', () => {
    const resource = {
      resource: 'connection',
      key: 'k',
      value: { ConnectionId: { defaultValue: 'k', isExpression: true } },
    };
    const text = JSON.stringify({ version: '2.0', resources: [{ resource: 'asset', key: 'k' }, resource] }, null, 2);
    const changed = JSON.parse(bindFor(text, { name: 'k', kind: 'uipath' }, shared) ?? '');
    assert.deepEqual(changed.resources[1], {
      ...resource,
      value: { ConnectionId: { defaultValue: id, isExpression: false } },
    });
    assert.equal(bindFor(text, { name: 'j', kind: 'uipath' }, shared), undefined);
  });
});

describe('withBinding', () => {
  it('begins a file, and adds to one that is there', () => {
    const first = withBinding('', 'crm', shared) ?? assert.fail();
    assert.deepEqual(JSON.parse(first), { version: 1, bindings: { crm: { connection: id, connector: 'github' } } });
    const second =
      withBinding(first.replace('{', '{ // ours'), 'own', { ...shared, folder: 'personal' }) ?? assert.fail();
    assert.match(second, /\/\/ ours/);
    assert.match(second, /"own": \{\s*"connector": "github"\s*\}/);
    assert.match(second, new RegExp(id));
  });

  it('leaves a text alone that it cannot read', () => {
    for (const text of ['{', '{ "version": 1, "bindings": { "a" } }'])
      assert.equal(withBinding(text, 'crm', shared), undefined);
  });
});

describe('offsetOfBinding', () => {
  it('is where the binding begins, and not another place of the same word', () => {
    const text = '{ "bindings": { /* "crm" */ "a": { "connector": "crm" }, "crm": {} } }';
    assert.equal(text.slice(offsetOfBinding(text, 'crm')), '"crm": {} } }');
    assert.equal(offsetOfBinding(text, 'b'), 0);
    assert.equal(offsetOfBinding('{', 'b'), 0);
  });
});
