#!/usr/bin/env node
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CompiledCatalog } from '../../catalog/catalog.ts';
import { CombinedCatalog } from '../../catalog/combinedCatalog.ts';
import { execute } from './execute.ts';
import { run } from './run.ts';

/** Beside the bundle; beside the sources where these are run as they are. */
const catalog = ['catalog', '../../../dist/catalog']
  .map((place) => join(import.meta.dirname, place))
  .find((place) => existsSync(place));

// Whoever reads may stop before the end, such as `head`.
process.stdout.on('error', () => process.exit());

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  write: (text) => void process.stdout.write(text),
  writeError: (text) => void process.stderr.write(text),
  connectors: (folder) => {
    const builtIn = new CompiledCatalog(catalog ?? join(import.meta.dirname, 'catalog'));
    if (folder === undefined) return builtIn.entries();
    return new CombinedCatalog(builtIn, () => [join(folder, '.patchbay', 'connectors')]).entries();
  },
  now: Date.now,
  env: process.env,
  writeBytes: async (bytes) => {
    if (!process.stdout.write(bytes)) await once(process.stdout, 'drain');
  },
  input: process.stdin,
  execute,
});
