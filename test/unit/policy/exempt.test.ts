import assert from 'node:assert/strict';
import { decide, draftExemption, type Request } from '../../../src/policy/index.ts';
import { ask, domain, source, table } from './helpers.ts';

const exemption = {
  connection: '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10',
  until: '2026-12-31',
  reason: 'Moves in December',
  approvedBy: 'ana',
};

const header = '// ours\n{\n  "name": "A", "deploy": [{ "tenant": true }],\n';

/** The draft for a use that is denied, and what it decides once it is in force. */
function draft(text: string, changes: Partial<Request> = {}) {
  const request = ask({ action: 'use', connection: exemption.connection, ...changes });
  const rule = decide(table(source('user', { a: text })), request).reasons[0]?.rule ?? assert.fail('nothing denies');
  const made = draftExemption(rule, exemption) ?? assert.fail();
  assert.equal(made.file, 'a');
  return { text: made.text, after: decide(table(source('user', { a: made.text })), request).outcome };
}

describe('policy: the draft of an exemption', () => {
  it('adds to a guardrail, and leaves the rest as it was', () => {
    const text = `${header}  "guardrails": [\n    { "id": "g", "deny": ["use"] } // keep me\n  ]\n}\n`;
    const { text: made, after } = draft(text);
    assert.equal(after, 'allow');
    assert.equal(
      made,
      `${header}  "guardrails": [
    {
      "id": "g",
      "deny": [
        "use"
      ],
      "except": [
        {
          "connection": "6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10",
          "until": "2026-12-31",
          "reason": "Moves in December",
          "approvedBy": "ana"
        }
      ]
    } // keep me
  ]
}
`,
    );
  });

  it('adds to exemptions that are there', () => {
    const other = JSON.stringify({ ...exemption, connection: '11111111-1111-4111-8111-111111111111' });
    const { text: made, after } = draft(
      `${header}"guardrails": [{ "id": "g", "deny": ["use"], "except": [${other},] }] }`,
    );
    assert.equal(after, 'allow');
    assert.match(made, /\n {8}"until": "2026-12-31",\n/);
    assert.ok(made.indexOf('11111111-1111') > 0 && made.indexOf(exemption.connection) > made.indexOf('11111111-1111'));
    assert.equal(draft(`${header}"guardrails": [{ "id": "g", "deny": ["use"], "except": [] }] }`).after, 'allow');
  });

  it('stands beside what settings turn off', () => {
    const off = (entry: string) =>
      `${header}"settings": { "existing": "block", "connectors": { "github": ${entry} } } }`;
    assert.equal(draft(off('{ "enabled": false }')).after, 'allow');
    assert.equal(draft(off('{ "authTypes": { "pat": { "enabled": false } } }')).after, 'allow');
  });

  it('keeps a byte-order mark', () => {
    const { text, after } = draft(`\uFEFF${header}"guardrails": [{ "id": "g", "deny": ["use"] }] }`);
    assert.deepEqual([after, text.lastIndexOf('\uFEFF')], ['allow', 0]);
  });

  it('keeps the line ends of the file', () => {
    const { text } = draft(`${header}"guardrails": [{ "id": "g", "deny": ["use"] }] }`.replaceAll('\n', '\r\n'));
    assert.ok(!/[^\r]\n/.test(text));
    assert.ok(!draft(`${header}"guardrails": [{ "id": "g", "deny": ["use"] }] }`).text.includes('\r'));
  });

  it('is none for a role', () => {
    const at = { file: 'folder.jsonc', line: 1, column: 1, offset: 0, length: 1 };
    const folders = domain.folders.map((folder) => ({ ...folder, roles: { at, grants: [] } }));
    const rule = decide(table([], { domain: { ...domain, folders } }), ask()).reasons[0]?.rule ?? assert.fail();
    assert.equal(draftExemption(rule, exemption), undefined);
  });
});
