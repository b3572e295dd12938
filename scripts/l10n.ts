/*
 * The words that people read, collected from src/ for translators: `npm run l10n` writes l10n/bundle.l10n.json,
 * `npm run l10n -- --check` says whether it is up to date.
 */
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { getL10nJson } from '@vscode/l10n-dev';
import { repository } from '../test/editor/paths.ts';

const file = join(repository, 'l10n', 'bundle.l10n.json');
const sources = globSync('src/**/*.ts', { cwd: repository }).sort();
const texts = sources.map((path) => readFileSync(join(repository, path), 'utf8'));
// Parsing takes its time, so only what has any.
const withWords = texts.filter((contents) => contents.includes('l10n'));
const words = await getL10nJson(withWords.map((contents) => ({ extension: '.ts' as const, contents })));
const sorted = Object.fromEntries(Object.entries(words).sort(([a], [b]) => (a < b ? -1 : 1)));
const text = `${JSON.stringify(sorted, null, 2)}\n`;

if (!process.argv.includes('--check')) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  console.log(`${Object.keys(sorted).length} texts in l10n/bundle.l10n.json`);
} else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
  console.error('l10n/bundle.l10n.json is not up to date: run “npm run l10n” and commit it.');
  process.exitCode = 1;
} else {
  console.log(`l10n/bundle.l10n.json is up to date: ${Object.keys(sorted).length} texts`);
}
