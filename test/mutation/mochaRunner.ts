/*
 * Runs mocha 12 for StrykerJS: its own runner (10.0.0) looks for files that mocha 12 no longer has. The protocol is that of
 * https://stryker-mutator.io/docs/stryker-js/api: one process loads all tests once and runs them again for each mutant, only
 * those that reach it; a mutant that acts while files load gets a process of its own.
 */
import { globSync } from 'node:fs';
import { resolve } from 'node:path';
import { INSTRUMENTER_CONSTANTS } from '@stryker-mutator/api/core';
import { declareFactoryPlugin, PluginKind, tokens } from '@stryker-mutator/api/plugin';
import {
  type DryRunOptions,
  type DryRunResult,
  DryRunStatus,
  determineHitLimitReached,
  type MutantRunOptions,
  type TestResult,
  type TestRunner,
  TestStatus,
  toMutantRunResult,
} from '@stryker-mutator/api/test-runner';
import fc from 'fast-check';
import Mocha from 'mocha';

// The random tests: few, and the same ones for every mutant, so that none is killed by luck.
process.env['PATCHBAY_POLICY_RUNS'] = '15';
process.env['PATCHBAY_POLICY_SEED'] = '4711';
process.env['PATCHBAY_POLICY_LAW_RUNS'] = '4';
process.env['PATCHBAY_POLICY_CEDAR_RUNS'] = '3';
fc.configureGlobal({ seed: 4711 });

/** Where the instrumented code looks for the mutant that is active, and counts what it passes. */
type Instrumentation = NonNullable<DryRunResult & { mutantCoverage?: unknown }> & {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: never;
};

/** The random tests last: most mutants fall to a directed one, and then nobody waits for the others. */
function testFiles(): string[] {
  const slow = ['hostile', 'cedar', 'laws', 'exhaustive', 'schema'];
  const rank = (file: string) => slow.findIndex((name) => file.endsWith(`${name}.test.ts`));
  return globSync('test/unit/policy/*.test.ts').toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
}

/** Results are collected from events. */
class Silent {}

class MochaRunner implements TestRunner {
  readonly #mocha = new Mocha({ reporter: Silent as never, timeout: 60_000 });
  readonly #context: Instrumentation;
  #loaded = false;

  constructor(namespace: string) {
    const all = globalThis as unknown as Record<string, Instrumentation>;
    all[namespace] ??= {} as Instrumentation;
    this.#context = all[namespace];
    this.#mocha.cleanReferencesAfterRun(false);
    for (const file of testFiles()) this.#mocha.addFile(resolve(file));
  }

  async capabilities() {
    return { reloadEnvironment: false };
  }

  async dryRun({ disableBail }: DryRunOptions): Promise<DryRunResult> {
    const result = await this.#run(!disableBail, undefined, false);
    const { mutantCoverage } = this.#context;
    return result.status === DryRunStatus.Complete && mutantCoverage ? { ...result, mutantCoverage } : result;
  }

  async mutantRun(options: MutantRunOptions) {
    const { activeMutant, testFilter, disableBail, hitLimit, mutantActivation } = options;
    this.#context.hitLimit = hitLimit;
    this.#context.hitCount = hitLimit === undefined ? undefined : 0;
    const wanted = testFilter?.map((title) => `^${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`).join('|');
    this.#mocha.grep(new RegExp(wanted ?? ''));
    return toMutantRunResult(await this.#run(!disableBail, activeMutant.id, mutantActivation === 'static'));
  }

  async #run(bail: boolean, mutant: string | undefined, whileLoading: boolean): Promise<DryRunResult> {
    try {
      if (!this.#loaded) {
        this.#context.activeMutant = whileLoading ? mutant : undefined;
        await this.#mocha.loadFilesAsync();
        this.#loaded = true;
      }
      this.#context.activeMutant = mutant;
      const tests = await this.#runTests(bail);
      const { hitCount, hitLimit } = this.#context;
      return determineHitLimitReached(hitCount, hitLimit) ?? { status: DryRunStatus.Complete, tests };
    } catch (error) {
      return { status: DryRunStatus.Error, errorMessage: String(error) };
    }
  }

  #runTests(bail: boolean): Promise<TestResult[]> {
    setBail(this.#mocha.suite, bail);
    return new Promise((done) => {
      const tests: TestResult[] = [];
      const base = (test: Mocha.Test) => ({
        id: test.fullTitle(),
        name: test.fullTitle(),
        timeSpentMs: test.duration ?? 0,
      });
      const runner = this.#mocha.run(() => {
        this.#context.currentTestId = undefined;
        done(tests);
      });
      runner.on('test', (test) => {
        this.#context.currentTestId = test.fullTitle();
      });
      runner.on('pass', (test) => tests.push({ ...base(test), status: TestStatus.Success }));
      runner.on('fail', (test, error) => {
        tests.push({ ...base(test as Mocha.Test), status: TestStatus.Failed, failureMessage: String(error?.message) });
      });
    });
  }
}

function setBail(suite: Mocha.Suite, bail: boolean): void {
  suite.bail(bail);
  for (const child of suite.suites) setBail(child, bail);
}

const create = () => new MochaRunner(INSTRUMENTER_CONSTANTS.NAMESPACE);
create.inject = tokens();

export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'mocha12', create)];
