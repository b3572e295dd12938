import assert from 'node:assert/strict';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { off, patchbay, write } from './cli.ts';

const ask = (connector: string, expect: string, rest: object = {}) => ({
  name: `${connector} <${expect}>`,
  as: { user: 'ana@acme.example' },
  action: 'create',
  ...{ connector, authType: 'oauth2', folder: 'personal', account: 'personal', expect },
  ...rest,
});

describe('patchbay policy test', () => {
  const directory = temporaryDirectory();
  const test = (...argv: string[]) => patchbay(directory.path, 'policy', 'test', ...argv);
  const tests = (...all: object[]) =>
    write(directory.path, { 'policies/a.policy.jsonc': off('slack'), 'a.policy-test.jsonc': { tests: all } });

  it('passes where the policies decide as they must', async () => {
    await tests(ask('slack', 'deny', { by: 'Baseline' }), ask('github', 'allow'));
    const { code, out } = await test();
    assert.equal(code, 0);
    assert.match(out, /✓ slack <deny>\n {2}✓ github <allow>\n\n2 passed, 0 failed/);
  });

  it('fails with what is expected, what is, and which rule decided', async () => {
    await tests(ask('slack', 'allow'), ask('slack', 'deny', { by: 'Other' }));
    const { code, out } = await test();
    assert.equal(code, 1);
    assert.match(
      out,
      /Expected allow, but it is deny, decided by Baseline \(\.patchbay\/policies\/a\.policy\.jsonc:\d+\)/,
    );
    assert.match(out, /“Other” should decide, but it is Baseline/);
  });

  it('writes JSON and JUnit', async () => {
    await tests(ask('slack', 'allow'), ask('github', 'allow'));
    const { passed, failed, files } = JSON.parse((await test('--format=json')).out);
    assert.deepEqual([passed, failed, files[0].tests.length], [1, 1, 2]);
    const { out } = await test('--format=junit');
    assert.match(out, /<testsuites tests="2" failures="1">/);
    assert.match(out, /name="slack &lt;allow&gt;"><failure message="Expected allow/);
  });

  it('fails for a file that cannot be used, and is fine without one', async () => {
    assert.match((await test()).out, /no policy tests/);
    await write(directory.path, { 'a.policy-test.jsonc': '{' });
    const { code, out } = await test();
    assert.equal(code, 1);
    assert.match(out, /PB601[\s\S]*0 passed, 1 failed/);
  });
});
