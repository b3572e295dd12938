import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tableOf, textOf, verdictOf } from './engine.ts';
import { world } from './reference/arbitrary.ts';
import { evaluate } from './reference/evaluate.ts';
import { lineOf } from './reference/lineOf.ts';
import { oddPointsOf, pointsOf } from './reference/points.ts';
import type { Verdict } from './reference/world.ts';

/** Everything that a verdict says, as a text: comparing texts is what makes thousands of worlds affordable. */
function key({ outcome, blocked, warned, audited, marked, reasons, missing }: Verdict): string {
  return `${outcome} ${blocked} ${warned} ${audited} ${marked} ${reasons.join()} ${missing.join()}`;
}

/** How many random policy sets; `npm run policy:exhaustive` asks for more. */
const runs = Number(process.env['PATCHBAY_POLICY_RUNS'] ?? 300);
const seed = Number(process.env['PATCHBAY_POLICY_SEED'] ?? Date.now() % 2 ** 31);

describe('policy: the table against the reference evaluator', () => {
  it(`says the same, decision and reasons, on every point of ${runs} random policy sets (seed ${seed})`, function () {
    this.timeout(0);
    let compared = 0;
    const seen = new Set<string>();
    fc.assert(
      fc.property(world, (random) => {
        const table = tableOf(random);
        for (const point of [...pointsOf(random), ...oddPointsOf(random)]) {
          const expected = evaluate(random, point);
          for (const [action, verdict] of Object.entries(expected)) {
            const actual = verdictOf(table, point, action);
            if (key(actual) !== key(verdict)) assert.deepEqual(actual, verdict, `${action} ${JSON.stringify(point)}`);
            seen.add(key(verdict));
            compared++;
          }
        }
        for (const { rule } of table.parts.grounds) {
          if (!rule.document) continue;
          const [source] = random.sources.flatMap(({ files }) =>
            files.filter(({ file }) => file === rule.address.file),
          );
          assert.equal(rule.address.line, lineOf(textOf(source?.policy), rule.path), JSON.stringify(rule.path));
        }
      }),
      { numRuns: runs, seed },
    );
    console.log(
      `      ${compared.toLocaleString('en')} decisions compared (${seen.size.toLocaleString('en')} different), seed ${seed}`,
    );
  });
});
