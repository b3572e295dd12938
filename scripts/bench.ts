/*
 * `npm run bench [-- name …]`: what is measured, each against a peer in the same run. A benchmark is a file
 * test/bench/<name>.bench.ts that prints its result as its last line.
 */
import { globSync, mkdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { repository } from '../test/editor/paths.ts';
import { runLogged } from './runLogged.ts';

const logs = join(repository, 'out', 'bench');
mkdirSync(logs, { recursive: true });
const asked = process.argv.slice(2);
const all = globSync('test/bench/*.bench.ts', { cwd: repository }).sort();
const chosen = all.filter((file) => asked.length === 0 || asked.includes(basename(file, '.bench.ts')));
if (chosen.length === 0 || chosen.length < asked.length) {
  console.error(`There are: ${all.map((file) => basename(file, '.bench.ts')).join(', ')}`);
  process.exit(2);
}

const built = await runLogged(['scripts/build.mjs', '--production'], join(logs, 'build.log'), { quiet: true });
if (built !== 0) process.exit(built);
for (const file of chosen) {
  const code = await runLogged([file], join(logs, `${basename(file, '.bench.ts')}.log`));
  if (code !== 0) process.exitCode = code;
}
