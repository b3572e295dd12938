import type { Context } from 'mocha';
import { createWorld, endWorld, everybody, type Person } from './world.ts';

let before: Set<Person> = new Set();

/** Loaded by .mocharc.json before all test files. */
export const mochaHooks = {
  beforeAll: createWorld,
  afterAll: endWorld,
  beforeEach(): void {
    before = new Set(everybody());
  },
  async afterEach(this: Context): Promise<void> {
    const test = this.currentTest;
    // One that is tried again has no state yet.
    const failed = test && test.state !== 'passed' && !test.isPending();
    if (failed)
      for (const [index, person] of [...everybody()].entries())
        await person.takePictures(`${index + 1}-${test.fullTitle()}`);
    for (const person of [...everybody()].filter((it) => !before.has(it))) await person.leave();
  },
};
