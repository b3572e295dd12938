import assert from 'node:assert/strict';
import { Cancelled, Problem, throwIfCancelled } from '../../../src/model/problem.ts';
import * as problems from '../../../src/model/problems.ts';

/** Every problem, made with sentences for arguments, since some factories take them whole. */
const all = Object.entries(problems as Record<string, unknown>).flatMap(([name, factory]) => {
  if (typeof factory !== 'function') return [];
  const made: unknown = factory('First.', 'Second.', 'Third.', 'Fourth.');
  return made instanceof Problem ? [{ name, problem: made }] : [];
});

describe('problems', () => {
  it('have a code each, of one form', () => {
    assert.ok(all.length > 40);
    const codes = all.map(({ problem }) => problem.code);
    assert.deepEqual(
      codes.filter((code, index) => codes.indexOf(code) !== index),
      [],
    );
    for (const code of codes) assert.match(code, /^PB\d{3}$/);
  });

  it('say what happened and what to do next, in whole sentences', () => {
    for (const { name, problem } of all) {
      for (const sentence of [problem.message, problem.remedy]) {
        assert.match(sentence, /[.…”]$/, `${name}: ${sentence}`);
        assert.doesNotMatch(sentence, /\{\d\}|undefined|\[object/, name);
      }
      assert.equal(problem.toSentence(), `${problem.message} ${problem.remedy} (${problem.code})`);
    }
  });
});

describe('throwIfCancelled', () => {
  it('throws for a signal that was aborted alone', () => {
    throwIfCancelled(undefined);
    throwIfCancelled(new AbortController().signal);
    assert.throws(() => throwIfCancelled(AbortSignal.abort()), Cancelled);
  });
});
