import assert from 'node:assert/strict';
import {
  actions,
  decide,
  isUnknown,
  type Source,
  type SourceInput,
  updateSource,
  writes,
} from '../../../src/policy/index.ts';
import { byAuthority } from '../../../src/policy/source.ts';
import { ask, source, table, tenant, textOf } from './helpers.ts';

const off = { ...tenant, settings: { connectors: { github: { enabled: false } } } };
const broken = '{ "name": "Baseline", "deploy": [{ "tenant": true }], "setings": {} }';

function input(files: SourceInput['files'] | undefined, more: Partial<SourceInput> = {}): SourceInput {
  return { kind: 'workspace', id: '/w', trusted: true, ...(files ? { files } : {}), ...more };
}

const file = (text: string, name = 'a') => ({ file: name, text });

/** The actions that are refused with these sources. */
function refused(...sources: Source[]): string[] {
  const made = table(sources);
  return actions.filter((action) => decide(made, ask({ action })).blocked);
}

describe('policy: sources', () => {
  it('keep the last good text of a file that is broken', () => {
    const before = updateSource(undefined, input([file(textOf(off))]));
    assert.deepEqual(refused(before), ['create', 'reconnect']);
    const during = updateSource(before, input([file(broken)]));
    assert.deepEqual(refused(during), ['create', 'reconnect'], 'opens nothing, closes nothing');
    assert.equal(during.documents[0], before.documents[0]);
    assert.deepEqual(
      during.broken.map((one) => [one.file, one.problems[0]?.code, one.lastGood === before.documents[0]]),
      [['a', 'PB605', true]],
    );
    assert.equal(isUnknown(during), false);
    assert.deepEqual(Object.keys(during.broken[0] ?? {}), ['file', 'problems', 'lastGood']);
    const still = updateSource(during, input([file('{')]));
    assert.deepEqual(refused(still), ['create', 'reconnect']);
    const after = updateSource(still, input([file(textOf(tenant))]));
    assert.deepEqual([refused(after), after.broken], [[], []]);
  });

  it('refuse to write where there is no good text', () => {
    const fresh = updateSource(undefined, input([file(broken)]));
    assert.deepEqual(refused(fresh), ['create', 'reconnect', 'edit', 'move', 'share']);
    assert.deepEqual(refused(fresh), [...writes]);
    assert.equal(isUnknown(fresh), true);
    const { rule } = decide(table(fresh), ask()).reasons[0] ?? assert.fail();
    assert.deepEqual([rule.kind, rule.address.file, rule.address.line, rule.source], ['unknown', 'a', 1, fresh]);
    const second = updateSource(
      updateSource(undefined, input([file(textOf(off))])),
      input([file(textOf(off)), file(broken, 'b')]),
    );
    assert.deepEqual(refused(second), [...writes], 'a new file beside a good one');
  });

  it('treat a file that cannot be read like a broken one', () => {
    const locked = { file: 'a', unreadable: 'EACCES' };
    const fresh = updateSource(undefined, input([locked]));
    assert.deepEqual(refused(fresh), [...writes]);
    assert.deepEqual(fresh.broken, [{ file: 'a', unreadable: 'EACCES', problems: [] }]);
    const { address } = decide(table(fresh), ask()).reasons[0]?.rule ?? assert.fail();
    assert.deepEqual(address, { file: 'a', line: 1, column: 1, offset: 0, length: 0 });
    const kept = updateSource(updateSource(undefined, input([file(textOf(off))])), input([locked]));
    assert.deepEqual(refused(kept), ['create', 'reconnect']);
  });

  it('treat a place that cannot be read like all its files', () => {
    const away = input(undefined, { unreadable: 'ENOENT' });
    const fresh = updateSource(undefined, away);
    assert.deepEqual(refused(fresh), [...writes]);
    assert.deepEqual(fresh.broken, [{ file: '/w', unreadable: 'ENOENT', problems: [] }]);
    const kept = updateSource(updateSource(undefined, input([file(textOf(off))])), away);
    assert.deepEqual(refused(kept), ['create', 'reconnect']);
    assert.equal(kept.broken[0]?.lastGood, kept.documents[0]);
    const empty = updateSource(updateSource(undefined, input([])), input(undefined));
    assert.deepEqual(
      refused(empty),
      [...writes],
      'that nothing was there before does not mean that nothing is there now',
    );
    assert.equal(empty.broken[0]?.unreadable, '');
  });

  it('forget a file that is gone', () => {
    const before = updateSource(undefined, input([file(textOf(off)), file(broken, 'b')]));
    const after = updateSource(before, input([]));
    assert.deepEqual([after.documents, after.broken], [[], []]);
  });

  it('do not read a text again that did not change', () => {
    const before = updateSource(undefined, input([file(textOf(off)), file(textOf(tenant), 'b')]));
    const after = updateSource(before, input([file(textOf(off)), file(textOf(off), 'b')]));
    assert.equal(after.documents[0], before.documents[0]);
    assert.notEqual(after.documents[1], before.documents[1]);
    assert.notEqual(after.documents[1], after.documents[0]);
  });

  it('keep files in the order of their names', () => {
    const made = updateSource(
      undefined,
      input([file(textOf(off), 'b'), file(textOf(off), 'a'), file(textOf(off), 'B')]),
    );
    assert.deepEqual(
      made.documents.map((document) => document.file),
      ['B', 'a', 'b'],
    );
  });

  it('are fresh unless told otherwise, and keep what was said of them', () => {
    const demoted = { from: 'machine' as const, because: 'others may write it' };
    const made = updateSource(undefined, input([], { kind: 'user', trusted: false, demoted }));
    assert.deepEqual(made, {
      kind: 'user',
      id: '/w',
      trusted: false,
      documents: [],
      broken: [],
      freshness: { state: 'fresh' },
      demoted,
    });
  });

  it('that have expired refuse to write, and go on denying', () => {
    const expired = source(
      'organisation',
      { a: { ...off, settings: { ...off.settings, existing: 'block' } } },
      { freshness: { state: 'expired', because: 'age' } },
    );
    assert.deepEqual(refused(expired), ['use', ...writes]);
    assert.equal(decide(table(expired), ask({ action: 'edit' })).reasons[0]?.rule.address.file, '/organisation');
    const cached = source('organisation', { a: off }, { freshness: { state: 'cached', day: 3, days: 30 } });
    assert.deepEqual(refused(cached), ['create', 'reconnect']);
  });

  it('stand in the order of their authority', () => {
    const made = (['workspace', 'user', 'organisation', 'machine', 'workspace'] as const).map((kind, index) =>
      source(kind, {}, { id: `/${9 - index}` }),
    );
    assert.deepEqual(
      byAuthority(made).map(({ kind, id }) => kind + id),
      ['machine/6', 'organisation/7', 'user/8', 'workspace/5', 'workspace/9'],
    );
  });

  it('all have to allow; the highest that denies is the reason', () => {
    const on = { ...tenant, settings: { connectors: { github: { enabled: true } } } };
    const sources = [source('workspace', { w: off }), source('user', { u: off }), source('machine', { m: on })];
    const { outcome, reasons } = decide(table(sources), ask());
    assert.equal(outcome, 'deny');
    assert.deepEqual(
      reasons.map(({ rule }) => rule.address.file),
      ['u', 'w'],
    );
  });

  it('deny without being trusted', () => {
    assert.deepEqual(refused(source('workspace', { a: off }, { trusted: false })), ['create', 'reconnect']);
  });
});
