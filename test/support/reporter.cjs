// Mocha's `spec`, what was tried a second time and why, and the numbers of the run as a line of JSON in the file that PATCHBAY_TEST_COUNTS names.
const { appendFileSync } = require('node:fs');
const { reporters } = require('mocha');

module.exports = class extends reporters.Spec {
  constructor(runner, options) {
    super(runner, options);
    const again = [];
    runner.on('retry', (test, error) => again.push(`${test.fullTitle()}\n    ${error.message.split('\n')[0]}`));
    runner.once('end', () => {
      if (again.length > 0) console.log(`  tried a second time:\n  - ${again.join('\n  - ')}\n`);
    });
    const file = process.env.PATCHBAY_TEST_COUNTS;
    if (!file) return;
    runner.once('end', () => {
      const { passes, failures, pending } = this.stats;
      appendFileSync(file, `${JSON.stringify({ passed: passes, failed: failures, skipped: pending })}\n`);
    });
  }
};
