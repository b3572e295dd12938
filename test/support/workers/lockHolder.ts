// Takes a lock `rounds` times and adds one to a counter each time: lockHolder <name> <directory> <rounds> [die]
// With `die` it holds on after the last round, to be killed; who kills it writes `killed-<pid>` before.
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { withLock } from '../../../src/storage/processLock.ts';

const [name = '', directory = '', rounds = '', die] = process.argv.slice(2);
const counter = join(directory, 'counter');
const inside = join(directory, 'inside');

for (let round = 1; round <= Number(rounds); round++) {
  await withLock(
    name,
    async () => {
      if (existsSync(inside)) {
        const other = readFileSync(inside, 'utf8');
        if (!existsSync(join(directory, `killed-${other}`))) throw new Error(`${other} is inside too`);
      }
      writeFileSync(inside, String(process.pid));
      const count = Number(readFileSync(counter, 'utf8'));
      await setImmediate();
      await setImmediate();
      writeFileSync(counter, String(count + 1));
      if (die && round === Number(rounds)) {
        process.send?.('holding');
        setInterval(() => {}, 60_000);
        await new Promise(() => {});
      }
      rmSync(inside);
    },
    { timeoutMs: 60_000 },
  );
}
process.disconnect?.();
