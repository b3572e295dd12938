import assert from 'node:assert/strict';
import * as problems from '../../../src/model/problems.ts';
import { nextSteps } from '../../../src/views/nextSteps.ts';

describe('next steps', () => {
  const about = { connectionId: 'x', file: '/f' };

  it('lead out of what a person can mend with one click', () => {
    assert.deepEqual(nextSteps('PB303', about), ['reconnect']);
    assert.deepEqual(nextSteps('PB101', about), ['openFile']);
    assert.deepEqual(nextSteps('PB111', about), ['trustWorkspace']);
    assert.deepEqual(nextSteps('PB302', about), ['reloadWindow']);
    assert.deepEqual(nextSteps('PB701', {}), ['joinWorkspace']);
    assert.deepEqual(nextSteps('PB702', about), ['openMembers']);
    assert.deepEqual(nextSteps('PB706', about), ['sealAgain', 'openMembers']);
    assert.deepEqual(nextSteps('PB706', {}), ['openMembers']);
    assert.deepEqual(nextSteps('PB999', {}), ['showLog']);
  });

  it('are offered only where it is known for what', () => {
    assert.deepEqual(nextSteps('PB303', {}), []);
    assert.deepEqual(nextSteps('PB101', { connectionId: 'x' }), []);
    assert.deepEqual(nextSteps('PB000', about), []);
  });

  it('exist for codes that problems have', () => {
    const made = Object.values(problems as Record<string, unknown>).flatMap((factory) =>
      typeof factory === 'function' ? [(factory as (...args: string[]) => { code?: string })('a', 'b', 'c').code] : [],
    );
    for (const code of [
      'PB101',
      'PB104',
      'PB110',
      'PB111',
      'PB209',
      'PB302',
      'PB303',
      'PB304',
      'PB402',
      'PB701',
      'PB702',
      'PB706',
      'PB999',
    ]) {
      assert.ok(made.includes(code), code);
      assert.ok(nextSteps(code, about).length > 0, code);
    }
  });
});
