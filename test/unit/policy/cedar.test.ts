import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decide, type PolicyTable, type Request } from '../../../src/policy/index.ts';
import { forbiddenBy, type Held, isExpressible, prepare } from './cedar.ts';
import { nameOf, tableOf } from './engine.ts';
import { world } from './reference/arbitrary.ts';
import { pointsOf } from './reference/points.ts';
import type { Guard, World } from './reference/world.ts';

const numRuns = Number(process.env['PATCHBAY_POLICY_CEDAR_RUNS'] ?? 40);

/** What Cedar can say as well: guardrails in force for everybody alike, without settings and without what is unknown. */
function expressible(random: World): World {
  const guards = (all: Guard[] = []) =>
    all
      .filter(({ when, unless }) => isExpressible(when) && isExpressible(unless))
      .map(({ except: _, from: __, rollout: ___, ...guard }) => guard);
  return {
    ...random,
    user: random.user ?? 'ana@acme.example',
    groups: random.groups ?? [],
    folders: random.folders.map(({ unreadable: _, ...folder }) => folder),
    sources: random.sources.map(({ expired: _, files, ...source }) => ({
      ...source,
      files: files.flatMap(({ file, policy }) => {
        if (!policy) return [];
        const { settings: __, guardrails, ...rest } = policy;
        return [{ file, policy: { ...rest, guardrails: guards(guardrails) } }];
      }),
    })),
  };
}

function heldIn(table: PolicyTable, folder: string): Held {
  const { roles = [], at } = table.parts.rights.get(folder) ?? {};
  const defined = new Map(table.parts.domain.roles?.map(({ name, permissions }) => [name, [...permissions]]));
  const builtIn = { 'Automation User': ['View'], 'Folder Administrator': ['View', 'Edit', 'Create', 'Delete'] };
  const permissions = roles.flatMap((role) => builtIn[role as keyof typeof builtIn] ?? defined.get(role) ?? []);
  return { governed: at !== undefined, roles: [...roles], permissions };
}

describe('policy: the table against Cedar', () => {
  it(`forbids the same, for the same reasons, in ${numRuns} random policy sets`, function () {
    this.timeout(0);
    let compared = 0;
    fc.assert(
      fc.property(world, fc.integer({ min: 0, max: 60 }), (random, start) => {
        const both = expressible(random);
        const table = tableOf(both);
        prepare(both);
        for (const [index, point] of [...pointsOf(both)].entries()) {
          if (index % 61 !== start) continue;
          const held = heldIn(table, point.folder);
          for (const action of ['use', 'create', 'edit', 'delete', 'move'] as const) {
            const { outcome, reasons } = decide(table, { ...(point as Request), action });
            const cedar = forbiddenBy(both, point, action, held);
            const mine = reasons
              .filter(({ effect }) => effect === 'deny')
              .map(({ rule }) => (rule.kind === 'role' ? 'role' : nameOf(rule)));
            assert.deepEqual(
              cedar.map((id) => id.replace(/^role .*/, 'role')).toSorted(),
              mine.toSorted(),
              JSON.stringify({ point, action }),
            );
            assert.equal(outcome, cedar.length > 0 ? 'deny' : 'allow');
            compared++;
          }
        }
      }),
      { numRuns },
    );
    console.log(`      ${compared.toLocaleString('en')} decisions compared with Cedar`);
  });
});
