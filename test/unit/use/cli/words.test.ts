import assert from 'node:assert/strict';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { patchbay } from './cli.ts';

describe('the words of the command line', () => {
  const directory = temporaryDirectory();
  const ask = (...argv: string[]) => patchbay(directory.path, ...argv);

  it('tells what there is, at each level', async () => {
    for (const [argv, wanted] of [
      [['--help'], /policy +check[\s\S]*connector +check/],
      [['policy', '--help'], /check .*\n.*test .*\n.*why .*\n.*diff/],
      [['policy', 'check', '--help'], /--strict/],
      [['policy', 'test', '-h'], /junit/],
      [['policy', 'why', '--help'], /--auth-type <type>/],
      [['policy', 'diff', '--format', 'x', '--help'], /--fail-on <change>/],
    ] as const) {
      const { code, out, errors } = await ask(...argv);
      assert.equal(code, 0, errors);
      assert.match(out, wanted);
    }
  });

  it('is asked for something it does not have, and says what it has', async () => {
    for (const [argv, wanted] of [
      [['polcy'], /no command “polcy”. Did you mean “policy”/],
      [['policy', 'chekc'], /Did you mean “check”\? It has check, test, why, diff/],
      [['policy', 'check', '--formt=json'], /no option “--formt”. Did you mean “--format”/],
      [['policy', 'check', '--format=sarf'], /“sarf” is not one of text, json, sarif. Did you mean “sarif”/],
      [['policy', 'check', '--format'], /needs a value/],
      [['policy', 'check', '--output', '--strict'], /needs a value/],
      [['policy', 'check', '--strict=yes'], /takes no value/],
      [['policy', 'check', '--__proto__'], /no option/],
      [['policy', 'check', 'a', 'b'], /one word too many/],
      [['constructor'], /no command/],
      [['policy', 'diff', 'a'], /two folders/],
      [['policy', 'diff', '--head=x'], /goes with --base/],
      [['policy', 'diff', 'a', 'b', '--base=x'], /only one folder/],
    ] as const) {
      const { code, out, errors } = await ask(...argv);
      assert.equal(code, 2, argv.join(' '));
      assert.match(errors, wanted);
      assert.doesNotMatch(errors + out, /\n {4}at /);
    }
  });

  it('says what there is where nothing is said', async () => {
    assert.match((await ask()).out, /Usage/);
    assert.equal((await ask('policy')).code, 2);
  });
});
