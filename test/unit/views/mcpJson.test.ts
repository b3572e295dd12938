import assert from 'node:assert/strict';
import { parse } from 'jsonc-parser';
import { withServer } from '../../../src/views/mcpJson/edit.ts';

describe('a server in mcp.json', () => {
  it('is started by the name of a binding, and holds no secret', () => {
    const added = withServer('', 'crm', 'remote');
    assert.equal(added?.name, 'crm');
    assert.deepEqual(parse(added?.text ?? ''), {
      servers: { crm: { type: 'stdio', command: 'npx', args: ['--no', '--', 'patchbay', 'mcp', 'crm'] } },
    });
  });

  it('may be a program of the workspace', () => {
    const { servers } = parse(withServer('{}', 'crm', 'local')?.text ?? '');
    assert.deepEqual(servers.crm.args, [
      '--no',
      '--',
      'patchbay',
      'exec',
      '--binding',
      'crm',
      '--',
      'node',
      'server.js',
    ]);
  });

  it('takes nobody’s place, and leaves comments and other servers as they were', () => {
    const before =
      '{\n  // ours\n  "servers": {\n    "crm": { "url": "https://x.example" },\n  },\n  "inputs": []\n}\n';
    const added = withServer(before, 'crm', 'remote');
    assert.equal(added?.name, 'crm-2');
    assert.match(added?.text ?? '', /\/\/ ours[\s\S]*"url": "https:\/\/x\.example"[\s\S]*"crm-2"/);
    assert.deepEqual(Object.keys(parse(added?.text ?? '').servers), ['crm', 'crm-2']);
    assert.equal(withServer(added?.text ?? '', 'crm', 'remote')?.name, 'crm-3');
  });

  it('is not written into what cannot be read', () => {
    for (const broken of ['{ "servers": {', '[]', 'nonsense'])
      assert.equal(withServer(broken, 'crm', 'remote'), undefined);
  });
});
