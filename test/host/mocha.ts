import { appendFileSync } from 'node:fs';
import { format } from 'node:util';
import Mocha from 'mocha';
import reporter from '../support/reporter.cjs';

const output = process.env['PATCHBAY_TEST_OUTPUT'];
// What an extension host prints is mixed with all that the editor says, so the results go to a file of their own.
if (output) Mocha.reporters.Base.consoleLog = (...line) => appendFileSync(output, `${format(...line)}\n`);

/** Called in the extension host. Rejects where a test failed or none ran, which becomes the editor's exit code. */
export async function runSuites(load: () => void): Promise<void> {
  const grep = process.env['PATCHBAY_TEST_GREP'];
  const mocha = new Mocha({ ui: 'bdd', timeout: 20_000, reporter, color: false, ...(grep ? { grep } : {}) });
  // Puts describe() and it() in place.
  mocha.suite.emit('pre-require', globalThis as unknown as Mocha.MochaGlobals, '', mocha);
  load();
  const { promise, resolve } = Promise.withResolvers<number>();
  const runner = mocha.run(resolve);
  const failures = await promise;
  if (failures > 0) throw new Error(`${failures} failed.`);
  if (!grep && !runner.stats?.passes) throw new Error('No test ran.');
}
