import assert from 'node:assert/strict';
import {
  compile,
  compileSteps,
  diff,
  diffSteps,
  impact,
  impactSteps,
  inSlices,
  lint,
  lintSteps,
  policyTestSteps,
  readPolicy,
  readPolicyTests,
  runPolicyTests,
  type Steps,
} from '../../../src/policy/index.ts';
import { largeConnections, largeDomain, largePrincipal, largeSource, largeText } from '../../bench/policy/large.ts';

const rules = 1100;
const now = Date.parse('2026-06-15T12:00:00Z');
const source = largeSource(undefined, [largeText(rules)]);
const input = { sources: [source], principal: largePrincipal, domain: largeDomain, now };
const empty = { ...input, sources: [largeSource(undefined, [largeText(0)])] };

/** How many times others may go first, and the result. */
function counted<T>(steps: Steps<T>): { count: number; value: T } {
  let count = 0;
  for (;;) {
    const step = steps.next();
    if (step.done) return { count, value: step.value };
    count++;
  }
}

/** The large policy, read anew. */
function good() {
  return readPolicy(largeText(rules), 'large').document ?? assert.fail();
}

/** A policy of which each rule says something that nobody knows. */
function strangers(count: number): ReturnType<typeof largeSource> {
  return largeSource(undefined, [largeText(count).replaceAll('"connector":"connector-', '"connector":"konnector-')]);
}

describe('policy: work in steps', () => {
  it('lets others go first while a table is made, as often as it has rules and connectors', () => {
    const { count, value } = counted(compileSteps(input));
    assert.ok(count > largeDomain.connectors.length, `${count} steps`);
    const { connectors } = value.parts;
    assert.deepEqual(value.parts.points, compile(input).parts.points);
    const few = counted(compileSteps(empty)).count;
    // Twice in the rules, three times in what they reach, and once for each class of connectors.
    assert.equal(count - few, 2 + 3 + new Set(connectors.values()).size - 1);
  });

  it('and while two tables are compared', () => {
    const [before, after] = [compile(empty), compile(input)];
    const all = counted(diffSteps(before, after));
    assert.equal(all.count, largeDomain.connectors.length);
    assert.deepEqual(all.value, diff(before, after));
    const some = counted(impactSteps(before, after, largeConnections));
    assert.equal(some.count, largeConnections.length / 500);
    assert.deepEqual(some.value, impact(before, after, largeConnections));
    assert.ok(some.value.length > 0);
  });

  it('and while hints are looked for, in long texts and in many rules', () => {
    const found = counted(lintSteps([source], largeDomain, now));
    // Without a rule: the text, the domain, and one document; with so many: their entries, their comparisons, their words.
    const none = counted(lintSteps(empty.sources, largeDomain, now)).count;
    const prepared = counted(good().prepare()).count;
    assert.equal(found.count, none + prepared + Math.ceil(rules / 500) + Math.ceil(rules / 50) * 2);
    assert.deepEqual(found.value, lint([source], largeDomain, now));
    const unknown = counted(lintSteps([strangers(rules)], largeDomain, now));
    const [first] = unknown.value.filter(({ code }) => code === 'PB622');
    assert.equal(first?.suggestion, 'connector-0');
    assert.equal(unknown.value.filter(({ code }) => code === 'PB622').length, rules);
  });

  it('and while a test is run', () => {
    const question = {
      action: 'create',
      connector: 'connector-0',
      authType: 'pat',
      folder: 'personal',
      account: 'service',
    };
    const test = { name: 't', as: { user: 'ana' }, ...question, expect: 'allow' };
    const { document = assert.fail() } = readPolicyTests(JSON.stringify({ tests: [test, test] }), 'x');
    const { count, value } = counted(policyTestSteps(document, 1, [source], largeDomain, now));
    assert.ok(count > 100);
    assert.deepEqual(value, runPolicyTests(document, [source], largeDomain, now)[1]);
  });

  it('is done in slices: others run in between, and an abort ends it', async () => {
    const waiting = (milliseconds: number) => {
      const end = performance.now() + milliseconds;
      while (performance.now() < end);
    };
    function* work(): Steps<string> {
      for (let step = 0; step < 5; step++) {
        waiting(7);
        yield;
      }
      return 'done';
    }
    let turns = 0;
    let running = true;
    const tick = () => {
      turns++;
      if (running) setImmediate(tick);
    };
    setImmediate(tick);
    assert.equal(await inSlices(work()), 'done');
    running = false;
    assert.ok(turns >= 5, `${turns} turns`);
    const controller = new AbortController();
    setImmediate(() => controller.abort(new Error('newer')));
    await assert.rejects(inSlices(work(), controller.signal), /newer/);
    let began = false;
    function* never(): Steps<void> {
      began = true;
      yield;
    }
    await assert.rejects(inSlices(never(), AbortSignal.abort()));
    assert.equal(began, false);
  });
});
