import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  actions,
  alternatives,
  bitOf,
  decide,
  decideCell,
  decidingRule,
  diff,
  explain,
  type PolicyTable,
  type Request,
} from '../../../src/policy/index.ts';
import { sourcesOf, tableOf, verdictOf } from './engine.ts';
import { policy, world } from './reference/arbitrary.ts';
import { pointsOf } from './reference/points.ts';
import type { Point, World } from './reference/world.ts';

const numRuns = Number(process.env['PATCHBAY_POLICY_LAW_RUNS'] ?? 60);
const allow = bitOf(...actions);

/** For every point: the actions that are allowed. */
function allowed(random: World, table: PolicyTable = tableOf(random)): { point: Point; bits: number }[] {
  return [...pointsOf(random)].map((point) => ({
    point,
    bits: (table.words[table.intern(point as Request)] as number) & allow,
  }));
}

/** Every point allows no more than before. */
function narrower(before: World, after: World): void {
  const now = allowed(after);
  for (const [index, { point, bits }] of allowed(before).entries()) {
    const more = (now[index]?.bits ?? 0) & ~bits;
    assert.equal(more, 0, `newly allowed: ${actions.filter((_, bit) => more & (1 << bit))} ${JSON.stringify(point)}`);
  }
}

function law(name: string, property: (random: World, extra: Parameters<typeof addWorkspace>[1]) => void): void {
  it(name, function () {
    this.timeout(0);
    fc.assert(fc.property(world, policy, property), { numRuns });
  });
}

function addWorkspace(random: World, extra: typeof policy extends fc.Arbitrary<infer P> ? P : never): World {
  return {
    ...random,
    sources: [...random.sources, { kind: 'workspace', id: '/new', files: [{ file: '/new/a', policy: extra }] }],
  };
}

describe('policy: laws', () => {
  law('adding a guardrail never allows anything', (random, extra) => {
    const guarding = { name: 'G', deploy: [{ tenant: true as const }], guardrails: extra.guardrails ?? [] };
    for (const [index] of random.sources.entries()) {
      const sources = random.sources.map((source, at) =>
        at === index ? { ...source, files: [...source.files, { file: '/new', policy: guarding }] } : source,
      );
      narrower(random, { ...random, sources });
    }
  });

  law('a workspace never widens', (random, extra) => narrower(random, addWorkspace(random, extra)));

  law('taking a grant of a role away, or breaking a file, never allows anything', (random) => {
    const folders = random.folders.map(({ roles, ...rest }) => ({
      ...rest,
      ...(roles ? { roles: { ...roles, grants: roles.grants.slice(1) } } : {}),
    }));
    const unlessRole = random.sources.some(({ files }) => JSON.stringify(files).includes('"role"'));
    if (!unlessRole) narrower(random, { ...random, folders });
    const broken = random.sources.map((source) => ({
      ...source,
      files: [...source.files, { file: '/broken', policy: null }],
    }));
    if (random.user !== undefined && random.groups !== undefined) narrower(random, { ...random, sources: broken });
  });

  law('the order of sources, files, rules and facts changes nothing', (random) => {
    const turned: World = {
      ...random,
      sources: random.sources.toReversed().map((source) => ({ ...source, files: source.files.toReversed() })),
      connectors: random.connectors.toReversed(),
      folders: random.folders.toReversed(),
    };
    const before = tableOf(random);
    const after = tableOf(turned);
    for (const point of pointsOf(random)) {
      for (const action of actions) assert.deepEqual(verdictOf(after, point, action), verdictOf(before, point, action));
    }
    const rules: World = {
      ...random,
      sources: random.sources.map((source) => ({
        ...source,
        files: source.files.map(({ file, policy: content }) => ({
          file,
          policy: content && {
            ...content,
            guardrails: content.guardrails?.toReversed() ?? [],
            deploy: content.deploy.toReversed(),
          },
        })),
      })),
    };
    assert.deepEqual(allowed(rules), allowed(random));
  });

  law('the same file twice is as good as once', (random) => {
    const twice = random.sources.map((source) => ({
      ...source,
      files: source.files.flatMap(({ file, policy: content }) => [
        { file, policy: content },
        { file: `${file}x`, policy: content },
      ]),
    }));
    assert.deepEqual(allowed({ ...random, sources: twice }), allowed(random));
  });

  law('every denial has an address, and the rule at the address is one that denies', (random) => {
    const table = tableOf(random);
    for (const point of pointsOf(random)) {
      for (const action of actions) {
        const { outcome, reasons } = decide(table, { ...(point as Request), action });
        if (outcome !== 'deny') continue;
        const rule = reasons[0]?.rule ?? assert.fail('a denial without a reason');
        const { file, line, column, length } = rule.address;
        assert.ok(file !== '' && line >= 1 && column >= 1 && length >= 0);
        if (rule.document) assert.ok(rule.document.text.split('\n').length >= line);
      }
    }
  });

  law('the rule that a cell names is the first of the reasons, and its bits are those of the answer', (random) => {
    const table = tableOf(random);
    for (const point of pointsOf(random)) {
      const cell = table.intern(point as Request);
      for (const action of actions) {
        const { reasons, blocked } = decideCell(table, cell, action);
        assert.equal(decidingRule(table, cell, action), reasons[0]?.rule);
        assert.equal(((table.words[cell] as number) & bitOf(action)) === 0, blocked);
      }
    }
  });

  law('every alternative is allowed, is near, and answers the same question', (random) => {
    const table = tableOf(random);
    for (const point of pointsOf(random)) {
      for (const action of ['create', 'move'] as const) {
        const request = { ...(point as Request), action };
        for (const { request: other, change, label } of alternatives(table, request)) {
          assert.equal(decide(table, other).outcome, 'allow');
          assert.deepEqual(other, { ...request, ...change });
          assert.ok(Object.keys(change).length > 0 && label !== '');
        }
      }
    }
  });

  law('a difference is exactly where the tables differ, and turning it round turns it round', (random, extra) => {
    const before = tableOf(random);
    const after = tableOf(addWorkspace(random, extra));
    const there = diff(before, after);
    const back = diff(after, before);
    assert.deepEqual(there.newlyDenied, back.newlyAllowed);
    assert.deepEqual(there.newlyAllowed, []);
    const denied = [...pointsOf(random)].flatMap((point) =>
      actions.filter((action) => {
        const request = { ...(point as Request), action };
        return !decide(before, request).blocked && decide(after, request).blocked;
      }),
    );
    if (
      random.user !== undefined &&
      random.groups !== undefined &&
      !random.folders.some(({ unreadable }) => unreadable)
    ) {
      assert.equal(there.newlyDenied.length, denied.length);
    }
    assert.deepEqual(diff(before, tableOf(random)), { newlyAllowed: [], newlyDenied: [], newlyWarned: [] });
  });

  law('an explanation begins with the rule that decides, and never fails', (random) => {
    const table = tableOf(random, sourcesOf(random));
    for (const point of [...pointsOf(random)].filter((_, index) => index % 17 === 0)) {
      for (const action of actions) {
        const { decision, headline, deciding, beat } = explain(table, { ...(point as Request), action });
        assert.ok(headline.length > 0 && !headline.includes('undefined'));
        if (decision.outcome === 'deny') assert.deepEqual(deciding?.address, decision.reasons[0]?.rule.address);
        for (const { address, sentence } of beat) assert.ok(address.line >= 1 && sentence.length > 0);
      }
    }
  });
});
