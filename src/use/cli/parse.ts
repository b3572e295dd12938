import { parseArgs } from 'node:util';
import * as l10n from '@vscode/l10n';
import { didYouMean } from '../../policy/document/didYouMean.ts';
import type { Command, Given } from './command.ts';
import { wrongUsage } from './exit.ts';
import { plain } from './plain.ts';

/**
 * Reads the words after the command's name.
 *
 * @throws CliError for options and values that the command does not have, with what it has.
 */
export function parse(command: Command, argv: readonly string[]): Given {
  const known = { ...command.options, help: { help: '' } };
  const { tokens } = parseArgs({
    args: [...argv],
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(
      Object.entries(command.options).map(([name, { value }]) => [name, { type: value ? 'string' : 'boolean' }]),
    ),
  });
  const words: string[] = [];
  const options: Record<string, string[]> = {};
  for (const token of tokens) {
    if (token.kind === 'positional') words.push(token.value);
    if (token.kind !== 'option') continue;
    const { name, rawName, value, inlineValue } = token;
    const option = Object.hasOwn(known, name) ? command.options[name] : undefined;
    if (!option) throw unknownOption(command, rawName, name);
    if (!option.value && value !== undefined) throw wrongUsage(l10n.t('{0} takes no value.', rawName));
    if (option.value && (value === undefined || (!inlineValue && value.startsWith('-')))) {
      throw wrongUsage(l10n.t('{0} needs a value: {0}={1}', rawName, `<${option.value}>`));
    }
    if (option.choices && !option.choices.includes(value as string))
      throw notOneOf(rawName, value ?? '', option.choices);
    options[name] = [...(options[name] ?? []), value ?? ''];
  }
  if (words.length > command.most) {
    throw wrongUsage(l10n.t('“{0}” is one word too many for “patchbay {1}”.', said(words[command.most]), command.name));
  }
  return { words, options };
}

/** No list of what there is names more. */
const most = 12;

/** “x” is not one of a, b. Did you mean “a”? */
export function notOneOf(what: string, word: string, choices: readonly string[]) {
  const some = choices.length > most ? [...choices.slice(0, most), '…'] : choices;
  const sentence = l10n.t('{0}: “{1}” is not one of {2}.', what, said(word), some.join(', '));
  return wrongUsage(sentence + meant(word, choices));
}

/** ` Did you mean “a”?`, or nothing. */
export function meant(word: string, candidates: Iterable<string>): string {
  const found = didYouMean(word, candidates);
  return found === undefined ? '' : ` ${l10n.t('Did you mean “{0}”?', found)}`;
}

function unknownOption(command: Command, rawName: string, name: string) {
  const names = Object.keys(command.options).map((one) => `--${one}`);
  return wrongUsage(
    [
      l10n.t('“patchbay {0}” has no option “{1}”.', command.name, said(rawName)),
      meant(`--${name}`, names),
      ` ${l10n.t('It has {0}.', [...names, '--help'].join(', '))}`,
    ].join(''),
  );
}

function said(word: string | undefined): string {
  const text = plain(word ?? '');
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
