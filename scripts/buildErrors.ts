/* Writes docs/errors.md from the factories of src/model/problems: `npm run errors`. A test holds the page to them. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Problem } from '../src/model/problem.ts';
import * as problems from '../src/model/problems.ts';
import { policyCodes } from './policyCodes.ts';

export const errorsFile = join(import.meta.dirname, '..', 'docs', 'errors.md');
const groups: Record<string, string> = {
  1: 'Files and folders',
  2: 'Signing in',
  3: 'Credentials',
  4: 'The provider',
  5: 'What was typed',
  6: 'Policy',
  7: 'Sharing, bindings, and secrets that lie elsewhere',
  8: 'The local connection service',
  9: 'Ours',
};

/** Parameter names of a factory, so that a message can be shown with them in place of values. */
function parameters(name: string): string[] {
  const directory = join(import.meta.dirname, '..', 'src', 'model', 'problems');
  for (const source of readdirSync(directory)) {
    const text = readFileSync(join(directory, source), 'utf8');
    const found = new RegExp(`export const ${name} = \\(([^)]*)\\)`).exec(text)?.[1];
    if (found !== undefined) return found.split(',').map((one) => one.split(/[?:]/)[0]?.trim() ?? '');
  }
  return [];
}

/** The page, with the names of what is filled in where a message has values. */
export function errorsPage(): string {
  const made = Object.entries(problems).flatMap(([name, factory]) => {
    const problem = (factory as (...args: string[]) => unknown)(...parameters(name).map((one) => `‹${one}›`));
    return problem instanceof Problem ? [problem] : [];
  });
  made.sort((a, b) => (a.code < b.code ? -1 : 1));
  let text = `# Errors

Every message that Patchbay shows has one of these codes. In each case nothing is lost unless the message says so.
`;
  for (const [digit, title] of Object.entries(groups)) {
    text += `\n## ${title}\n\n| code | what happened | what to do |\n|---|---|---|\n`;
    for (const { code, message, remedy } of made.filter((one) => one.code[2] === digit)) {
      text += `| ${code} | ${cell(message)} | ${cell(remedy)} |\n`;
    }
  }
  return `${text}\n## In policies, members and roles of folders\n\nMarked in the editor. A file with an error is not used: its last good text stays in force.\n\n${policyCodes()}`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}

if (import.meta.main) writeFileSync(errorsFile, errorsPage());
