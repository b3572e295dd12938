import assert from 'node:assert/strict';
import type { Forgotten } from '../../../src/connections/forget.ts';
import { describeForgotten, describeLoss, forgetReport } from '../../../src/views/forgetWords.ts';
import { connection } from './tree/samples.ts';

const forgotten = (n: number, name: string, outcome: Forgotten['outcome']): Forgotten => ({
  id: `id-${n}`,
  connection: connection(n, name),
  application: 'Acme',
  outcome,
});

describe('forget everything, in words', () => {
  it('says before what is lost', () => {
    const text = describeLoss(['Acme', 'GitHub', 'Acme', undefined]);
    assert.match(text, /^4 credentials .*: Acme \(2\), GitHub \(1\), without a connection here \(1\)\./);
    assert.match(text, /cannot be undone/);
    assert.match(describeLoss(['Acme']), /^1 credential /);
  });

  it('says after what was ended and what was not', () => {
    const all = [
      forgotten(1, 'a', { status: 'revoked' }),
      forgotten(2, 'b', { status: 'failed', detail: 'HTTP 503' }),
      forgotten(3, 'c', { status: 'pasted' }),
      forgotten(4, 'd', { status: 'kept', detail: 'the disk is full' }),
    ];
    const { severity, text } = describeForgotten(all);
    assert.equal(severity, 'warning');
    assert.match(text, /^3 of 4 credentials are gone.* 1 were ended.* 2 may still be valid.* 1 could not be deleted/);
    assert.equal(describeForgotten(all.slice(0, 1)).severity, 'info');
    const report = forgetReport(all);
    assert.ok(report.indexOf('the disk is full') < report.indexOf('HTTP 503'), 'what is left to do comes first');
    assert.ok(report.indexOf('HTTP 503') < report.indexOf('- a (Acme): the sign-in was ended'));
  });

  it('does not take a member key for something that an application could end', () => {
    const key: Forgotten = { id: 'member-key', outcome: { status: 'memberKey' } };
    const { severity, text } = describeForgotten([key, forgotten(1, 'a', { status: 'revoked' })]);
    assert.equal(severity, 'info');
    assert.match(text, /^2 of 2 credentials are gone/);
    assert.match(forgetReport([key]), /- member-key: your member key: what is sealed to it/);
  });

  it('takes a name for a name, not for Markdown', () => {
    const [name] = ['[x](command:evil)\n# <b>'];
    assert.match(
      forgetReport([forgotten(1, name ?? '', { status: 'revoked' })]),
      /- \\\[x\\\]\(command:evil\) \\# \\<b\\> /,
    );
    const unknown: Forgotten = { id: 'id-9', outcome: { status: 'failed', detail: 'x' } };
    assert.match(forgetReport([unknown]), /- id-9: x/);
  });
});
