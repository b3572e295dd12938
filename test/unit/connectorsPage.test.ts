import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { connectorsFile, connectorsPage } from '../../scripts/buildConnectorsPage.ts';

describe('docs: connectors.md', () => {
  it('tells of every connector as its record does (`npm run connectors` writes it)', async () => {
    assert.equal(readFileSync(connectorsFile, 'utf8'), await connectorsPage());
  });
});
