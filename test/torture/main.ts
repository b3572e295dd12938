/* `npm run torture`: see torture.ts. `-- --seconds N` (180 unless told), `-- --seed N` to do the same again. */
import { parseArgs } from 'node:util';
import { torture } from './torture.ts';

const { values } = parseArgs({ options: { seconds: { type: 'string' }, seed: { type: 'string' } } });
const seconds = Number(values.seconds ?? 180);
const seed = Number(values.seed ?? Date.now() % 1_000_000);
console.log(`8 processes, 20 connections, tokens of one second, for ${seconds} s; seed ${seed}`);
const verdict = await torture({ seconds, processes: 8, connections: 20, seed });
const { mischief, errors, ...figures } = verdict;
console.table(mischief);
console.table(figures);
for (const error of new Set(errors)) console.log(error);
const good =
  verdict.familiesLost + verdict.needSignIn.length + verdict.readable + verdict.unexplained + errors.length === 0;
console.log(
  `${verdict.familiesLost} of 20 token families lost in ${verdict.generations} generations; a plain openid-client refresh lost ${verdict.peerFamiliesLost} of 20`,
);
process.exitCode = good && verdict.uses > 0 ? 0 : 1;
