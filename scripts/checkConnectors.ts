/*
 * Checks records of the catalog, for whoever writes one: `node scripts/checkConnectors.ts src/catalog/connectors/x.jsonc`,
 * or all of them. Prints what is wrong with each and ends with 1 where something is.
 */
import { globSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import * as simpleIcons from 'simple-icons';
import { lintConnector } from '../src/catalog/lintConnector.ts';
import { readConnector } from '../src/catalog/readConnector.ts';

const icons = new Set(Object.values(simpleIcons).flatMap((icon) => ('slug' in icon ? [icon.slug] : [])));
const asked = process.argv.slice(2);
const files = asked.length > 0 ? asked : globSync('src/catalog/connectors/*.jsonc').sort();
let wrong = 0;
for (const file of files) {
  const { connector, mistakes } = readConnector(readFileSync(file, 'utf8'), file);
  const found = mistakes.map(({ line, column, message }) => `${line}:${column} ${message}`);
  if (connector) {
    found.push(...lintConnector(connector));
    if (connector.key !== basename(file, '.jsonc')) found.push(`key: “${connector.key}” is not the file’s name`);
    if (connector.icon && !icons.has(connector.icon)) found.push(`icon: simple-icons has no “${connector.icon}”`);
  }
  for (const one of found) console.log(`${file}: ${one}`);
  wrong += found.length;
}
console.log(`${files.length} records, ${wrong} things to mend`);
process.exitCode = wrong === 0 ? 0 : 1;
