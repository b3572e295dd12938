import assert from 'node:assert/strict';
import { type Answer, answered, back, left, type Place } from '../../../../src/views/ask/answer.ts';
import { type Step, walk } from '../../../../src/views/quickAdd/walk.ts';

type Draft = Record<string, string>;

/** A step that answers from a script, and remembers how it was asked. */
function scripted(script: Answer<string>[], asked: string[]) {
  return (key: string): Step<Draft> => ({
    key,
    ask: async (draft, { step, totalSteps, canGoBack }: Place) => {
      asked.push(`${key} ${step}/${totalSteps}${canGoBack ? ' back' : ''}`);
      const next = script.shift() ?? left;
      return next.kind === 'answered' ? answered({ ...draft, [key]: next.value }) : next;
    },
  });
}

describe('walk', () => {
  it('asks one question after the other', async () => {
    const asked: string[] = [];
    const step = scripted([answered('1'), answered('2')], asked);
    const draft = await walk<Draft>('t', {}, () => [step('a'), step('b')]);
    assert.deepEqual(draft, { a: '1', b: '2' });
    assert.deepEqual(asked, ['a 1/2', 'b 2/2 back']);
  });

  it('goes back, with the answers kept', async () => {
    const asked: string[] = [];
    const step = scripted([answered('1'), back, answered('3'), answered('4')], asked);
    const draft = await walk<Draft>('t', {}, () => [step('a'), step('b')]);
    assert.deepEqual(draft, { a: '3', b: '4' });
    assert.deepEqual(asked, ['a 1/2', 'b 2/2 back', 'a 1/2', 'b 2/2 back']);
  });

  it('lists the questions anew after each answer', async () => {
    const asked: string[] = [];
    const step = scripted([answered('more'), answered('x'), answered('y')], asked);
    const draft = await walk<Draft>('t', {}, ({ a }) => (a === 'more' ? ['a', 'b', 'c'] : ['a']).map(step));
    assert.deepEqual(draft, { a: 'more', b: 'x', c: 'y' });
    assert.deepEqual(asked, ['a 1/1', 'b 2/3 back', 'c 3/3 back']);
  });

  it('starts in the middle, and can go back from there', async () => {
    const asked: string[] = [];
    const step = scripted([back, answered('1'), answered('2')], asked);
    await walk<Draft>('t', {}, () => [step('a'), step('b')], 'b');
    assert.deepEqual(asked, ['b 2/2 back', 'a 1/2', 'b 2/2 back']);
  });

  it('gives nothing where the person left', async () => {
    const step = scripted([answered('1'), left], []);
    assert.equal(await walk<Draft>('t', {}, () => [step('a'), step('b')]), undefined);
  });
});
