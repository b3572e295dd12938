import assert from 'node:assert/strict';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { baseline, invoices, off, patchbay, readSarif, write } from './cli.ts';

describe('patchbay policy check', () => {
  const directory = temporaryDirectory();
  const check = (...argv: string[]) => patchbay(directory.path, 'policy', 'check', ...argv);
  const policy = (text: unknown) => write(directory.path, { 'policies/a.policy.jsonc': text });

  it('finds nothing to say of what is well', async () => {
    await policy(off('slack'));
    assert.deepEqual(await check(), { code: 0, out: '1 files: 0 errors, 0 warnings, 0 notes.\n', errors: '' });
  });

  it('names the file, the line and the column, the code, and what was probably meant', async () => {
    await policy('{\r\n  "name": "Baseline",\r\n  "deplyo": []\r\n}');
    const { code, out } = await check();
    assert.equal(code, 1);
    assert.match(out, /^\.patchbay\/policies\/a\.policy\.jsonc:3:3 error PB605 .*Did you mean “deploy”\?/m);
  });

  it('warns of what is probably not meant, and fails for it only where it is told to', async () => {
    await policy(off('githbu'));
    assert.match((await check()).out, /warning PB622 .*Did you mean “github”/);
    assert.equal((await check()).code, 0);
    assert.equal((await check('--strict')).code, 1);
  });

  it('reads members, roles, connections and tests as well', async () => {
    await write(directory.path, {
      'policies/a.policy.jsonc': off('slack'),
      'members.jsonc': { version: 1, groups: [] },
      'folders/Finance/folder.jsonc': { version: 1, roles: [] },
      'folders/Finance/i.connection.jsonc': { ...invoices, id: 'x' },
      'a.policy-test.jsonc': { tests: [{}] },
    });
    const { out } = await check();
    for (const file of ['members', 'folders/Finance/folder', 'folders/Finance/i.connection', 'a.policy-test']) {
      assert.match(out, new RegExp(`^\\.patchbay/${file}\\.jsonc:\\d+:\\d+ error`, 'm'), out);
    }
  });

  it('writes JSON and SARIF, named from where it runs, and into a file', async () => {
    await write(join(directory.path, 'a b'), { 'policies/a.policy.jsonc': { name: 'x' } });
    const { problems, errors } = JSON.parse((await check('a b', '--format', 'json')).out);
    assert.equal(errors, problems.length);
    assert.equal(problems[0].file, 'a b/.patchbay/policies/a.policy.jsonc');
    const { code, out } = await check('a b', '--format=sarif', '--output=out.sarif');
    assert.deepEqual([code, out], [1, '']);
    const results = readSarif(await readFile(join(directory.path, 'out.sarif'), 'utf8'));
    assert.equal(results[0]?.ruleId, 'PB608');
    assert.match(JSON.stringify(results), /a%20b\/\.patchbay/);
  });

  it('writes SARIF where there is nothing to report', async () => {
    await policy(off('slack'));
    assert.deepEqual(readSarif((await check('--format', 'sarif')).out), []);
  });

  it('is fine where there are no policies, and says so', async () => {
    const { code, out } = await check();
    assert.equal(code, 0);
    assert.match(out, /no policies here/);
  });

  it('cannot read a folder that is not there, or is a file, or write where nothing may be written', async () => {
    await writeFile(join(directory.path, 'file'), '');
    for (const argv of [['nowhere'], ['file'], ['--output', 'no/such/place']]) {
      const { code, errors } = await check(...argv);
      assert.equal(code, 3);
      assert.match(errors, /^patchbay: .*\n$/);
    }
  });

  describe('with hostile files', () => {
    const deep = '['.repeat(100_000);
    for (const [name, text, wanted] of [
      ['huge', ' '.repeat(2_000_000), /larger than/],
      ['deep', `{"name":${deep}`, /PB60[13]/],
      ['UTF-16', Buffer.from('\ufeff{}', 'utf16le').toString('latin1'), /error/],
      ['a name that begins a line of its own', '{"name":"x","deploy":[],"a\\n::error::b\\u001b[2J":1}', /PB605/],
    ] as const) {
      it(`stays calm: ${name}`, async () => {
        await policy(text);
        const { code, out } = await check();
        assert.equal(code, 1);
        assert.match(out, wanted);
        assert.doesNotMatch(out, /^\s*::/m);
        assert.ok(!out.includes('\u001b'));
      });
    }

    it('takes a byte order mark and CRLF', async () => {
      await policy(`\ufeff${JSON.stringify(off('slack'), null, 1).replaceAll('\n', '\r\n')}`);
      assert.equal((await check()).code, 0);
    });

    it('follows no link out of the folder', async () => {
      const outside = join(directory.path, 'outside');
      const inside = join(directory.path, 'inside');
      await mkdir(outside);
      await writeFile(join(outside, 'secret.policy.jsonc'), 'hunter2');
      await write(inside, { 'folders/Finance/i.connection.jsonc': invoices });
      await symlink(outside, join(inside, '.patchbay', 'policies'));
      await symlink(join(outside, 'secret.policy.jsonc'), join(inside, '.patchbay', 'members.jsonc'));
      await symlink('/dev/zero', join(inside, '.patchbay', 'folders', 'Finance', 'folder.jsonc'));
      await symlink(outside, join(inside, '.patchbay', 'folders', 'Elsewhere'));
      const { code, out } = await check('inside');
      assert.equal(code, 1);
      assert.equal(out.match(/link that leads out/g)?.length, 3, out);
      assert.doesNotMatch(out, /hunter2|Elsewhere/);
    });
  });

  it('says of an empty list of deployments what it means', async () => {
    await policy(baseline({ deploy: [] }));
    assert.match((await check()).out, /PB620/);
  });
});
