import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { plain } from '../../../src/views/plain.ts';

describe('messages to a person', () => {
  it('hold nothing to click that a name brought along', () => {
    const text = plain('“[Mend it](command:workbench.action.quit)” needs a sign-in.');
    assert.doesNotMatch(text, /\[[^\]]*\]\([^)]*\)/);
    assert.equal(text.replaceAll('\u200b', ''), '“[Mend it](command:workbench.action.quit)” needs a sign-in.');
  });

  it('go through one place', () => {
    const others = globSync('src/**/*.ts')
      .filter((file) => !/[\\/]say\.ts$/.test(file))
      .filter((file) => /show(Information|Warning|Error)Message/.test(readFileSync(file, 'utf8')));
    assert.deepEqual(others, []);
  });
});
