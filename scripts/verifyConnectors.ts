/*
 * For maintainers, online: compares the records with what the providers answer, `node scripts/verifyConnectors.ts [key …]`.
 * With `--write` the records that are as they should be get today's date as `verifiedOn` at their first source. It is no
 * part of the tests, which ask nobody outside of this computer.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { applyEdits, modify } from 'jsonc-parser';
import { readConnector } from '../src/catalog/readConnector.ts';
import { verifyRecord } from './verify/verifyRecord.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { write: { type: 'boolean' } } });
const directory = join(import.meta.dirname, '../src/catalog/connectors');
const today = new Date().toISOString().slice(0, 10);
let wrong = 0;
for (const file of globSync(join(directory, '*.jsonc')).sort()) {
  const key = basename(file, '.jsonc');
  if (positionals.length > 0 && !positionals.includes(key)) continue;
  const text = readFileSync(file, 'utf8');
  const { connector } = readConnector(text, file);
  if (!connector || connector.unavailable !== undefined) continue;
  const findings = await verifyRecord(connector);
  const bad = findings.filter((finding) => finding.wrong !== undefined);
  wrong += bad.length;
  console.log(`${bad.length > 0 ? '✘' : findings.length > 0 ? '✔' : '·'} ${key}`);
  for (const { path, url, wrong: why } of bad) console.log(`    ${path} ${url}: ${why}`);
  if (values.write && findings.length > 0 && bad.length === 0) writeFileSync(file, dated(text));
}
process.exitCode = wrong === 0 ? 0 : 1;

function dated(text: string): string {
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  return applyEdits(text, modify(text, ['provenance', 0, 'verifiedOn'], today, { formattingOptions }));
}
