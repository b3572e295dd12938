import assert from 'node:assert/strict';
import { join } from 'node:path';
import { blankRecord } from '../../../../src/catalog/drafts/record.ts';
import { put } from '../../../support/connections.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { patchbay } from './cli.ts';

describe('patchbay connector check', () => {
  const directory = temporaryDirectory();
  const write = (name: string, record: object) =>
    put(join(directory.path, '.patchbay', 'connectors', `${name}.connector.jsonc`), record);

  it('says that all is well, or what is wrong and where', async () => {
    await write('ours', blankRecord('Ours', '2026-11-24'));
    const fine = await patchbay(directory.path, 'connector', 'check');
    assert.deepEqual([fine.code, fine.out], [0, '1 connectors, 0 mistakes.\n']);
    await write('github', { ...blankRecord('GitHub', '2026-11-24') });
    const { code, out } = await patchbay(directory.path, 'connector', 'check', '--format', 'json');
    assert.equal(code, 1);
    const { mistakes } = JSON.parse(out);
    assert.match(mistakes[0].file, /^\.patchbay\/connectors\/github\.connector\.jsonc$/);
    assert.match(mistakes[0].message, /built-in/);
    const sarif = await patchbay(directory.path, 'connector', 'check', '--format', 'sarif');
    assert.equal(JSON.parse(sarif.out).runs[0].results.length, 1);
  });

  it('is what policies may speak of, too', async () => {
    const policy = { name: 'Ours', deploy: [{ tenant: true }], settings: { connectors: { ours: { enabled: false } } } };
    await put(join(directory.path, '.patchbay', 'policies', 'ours.policy.jsonc'), policy);
    const strict = () => patchbay(directory.path, 'policy', 'check', '--strict');
    assert.equal((await strict()).code, 1);
    await write('ours', blankRecord('Ours', '2026-11-24'));
    const { code, out } = await strict();
    assert.equal(code, 0, out);
  });
});
