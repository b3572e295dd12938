import * as l10n from '@vscode/l10n';
import type { Command, Option } from './command.ts';

/** What a program or a group of commands can do. */
export function overview(program: string, commands: readonly { name: string; summary: string }[]): string {
  const lines = columns(commands.map(({ name, summary }) => [name, summary]));
  return [l10n.t('Usage: {0} <command> [--help]', program), '', ...lines, ''].join('\n');
}

/** How a command is used, with its options and what the exit code says. */
export function commandHelp({ name, summary, takes, options }: Command): string {
  const lines = Object.entries(options).map(([option, about]): [string, string] => [
    `--${option}${about.value ? ` <${about.value}>` : ''}`,
    about.help + choicesOf(about),
  ]);
  return [
    l10n.t('Usage: patchbay {0}', `${name} ${takes}`.trim()),
    '',
    summary,
    '',
    ...columns([...lines, ['--help', l10n.t('this text')]]),
    '',
    l10n.t('Exit code: 0 fine, 1 findings, 2 wrong usage, 3 something cannot be read, 4 no editor answers.'),
    '',
  ].join('\n');
}

function choicesOf({ choices }: Option): string {
  return choices ? `: ${choices.join(', ')}` : '';
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
