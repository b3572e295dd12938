import assert from 'node:assert/strict';
import { describeGoodbyes } from '../../../src/views/farewell.ts';

const of = (farewell: Parameters<typeof describeGoodbyes>[0][number]['farewell'], name = 'work') => ({
  name,
  application: 'GitHub',
  farewell,
});

describe('farewell', () => {
  it('says what the application confirmed', () => {
    const report = describeGoodbyes([of({ status: 'revoked' })]);
    assert.deepEqual(report, { severity: 'info', text: 'GitHub ended the sign-in of “work”.' });
  });

  it('warns of what may live on, and says where to end it', () => {
    for (const farewell of [{ status: 'notOffered' }, { status: 'failed', detail: 'HTTP 503' }] as const) {
      const report = describeGoodbyes([of({ status: 'revoked' }, 'a'), of(farewell, 'b')]);
      assert.equal(report?.severity, 'warning');
      assert.match(report?.text ?? '', /“a”.*“b”.*page of GitHub/);
    }
    assert.match(describeGoodbyes([of({ status: 'failed', detail: 'HTTP 503' })])?.text ?? '', /HTTP 503/);
  });

  it('says nothing where nothing was given back', () => {
    assert.equal(describeGoodbyes([of({ status: 'noCredential' }), of({ status: 'undone' })]), undefined);
  });
});
