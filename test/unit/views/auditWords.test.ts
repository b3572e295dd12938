import assert from 'node:assert/strict';
import type { AuditLine } from '../../../src/storage/auditLog.ts';
import { auditLine, auditText, describeVerdict } from '../../../src/views/auditWords.ts';
import { describeHistory } from '../../../src/views/details/history.ts';

const line = (more: Partial<AuditLine> = {}): AuditLine => ({
  at: '2026-11-24T10:00:00.000Z',
  action: 'use',
  connection: 'an-id',
  name: 'Help desk',
  by: 'person',
  outcome: 'ok',
  previous: '0',
  hash: '1',
  ...more,
});

describe('the audit log in words', () => {
  it('is a line for each thing that was done', () => {
    assert.equal(auditLine(line()), '2026-11-24T10:00:00.000Z  use        ok        “Help desk”  person');
    assert.match(auditLine(line({ action: 'edit', detail: 'name' })), /“Help desk” {2}person \(name\)$/);
    const { name: _, ...nameless } = line();
    assert.match(auditLine(nameless), /“an-id”/);
    const lost = line({ action: 'lost', connection: '', by: 'patchbay', detail: '12' });
    assert.match(auditLine(lost), /12 lines could not be written/);
  });

  it('says where it lies, and that it is not all', () => {
    const text = auditText([line(), line({ action: 'delete' })], '/x/audit', 2);
    assert.match(text, /\/x\/audit/);
    assert.match(text, /The last 2 lines/);
    assert.match(text, / {2}delete [^\n]*$/, 'the newest line is the last');
    assert.ok(!auditText([line()], '/x', 2).includes('The last'));
    assert.match(auditText([], '/x', 2), /Nothing was done yet/);
  });

  it('says whether it is whole, or which line is the first that is not', () => {
    assert.equal(describeVerdict({ status: 'whole', lines: 1 }), 'The audit log is whole: 1 line.');
    assert.match(describeVerdict({ status: 'whole', lines: 9, dropped: true }), /9 lines. Older lines were dropped/);
    const broken = describeVerdict({ status: 'broken', file: '/x/audit/audit.000003.jsonl', line: 12 });
    assert.match(broken, /line 12 of audit\.000003\.jsonl/);
  });
});

describe('the history of a connection', () => {
  it('is the newest first, and what is the same in a row is one line', () => {
    const history = describeHistory(
      [
        line({ action: 'create' }),
        line({ by: 'background' }),
        line({ by: 'background' }),
        line({ outcome: 'PB303', by: 'background' }),
        line({ action: 'reconnect' }),
        line({ action: 'revoke', outcome: 'revoked', detail: 'replaced' }),
      ],
      'en',
    );
    assert.deepEqual(
      history.map(({ words }) => words),
      [
        'Earlier sign-in given back, ended by the application',
        'Signed in again',
        'Credential used, PB303, in the background',
        'Credential used, in the background (2 times)',
        'Added',
      ],
    );
    assert.match(history[0]?.time ?? '', /^Nov 2[345], 2026, /);
  });

  it('shows what a newer Patchbay did by its name', () => {
    const [one] = describeHistory(
      [line({ action: 'borrow' as never, outcome: 'lent', by: 'someone.extension' })],
      'en',
    );
    assert.equal(one?.words, 'borrow, lent, by someone.extension');
  });
});
