import * as l10n from '@vscode/l10n';
import type { Command, Surroundings } from './command.ts';
import { CliError, exitCodes, wrongUsage } from './exit.ts';
import { commandHelp, overview } from './help.ts';
import { meant, parse } from './parse.ts';
import { plain } from './plain.ts';

/** Loaded when it is asked for; others come beside it. */
const groups: Readonly<Record<string, { summary: () => string; load(): Promise<readonly Command[]> }>> = {
  policy: {
    summary: () => l10n.t('check, test, explain and compare the policies of a folder'),
    load: async () => (await import('./policy/commands.ts')).policyCommands,
  },
  connector: {
    summary: () => l10n.t('check the connectors that a folder brings'),
    load: async () => (await import('./connector/commands.ts')).connectorCommands,
  },
};

/** Commands of one word, beside the groups: what can be done with the connections of an open editor. */
const single: Readonly<Record<string, { summary: () => string; load(): Promise<Command> }>> = {
  list: {
    summary: () => l10n.t('list the connections and bindings of the open editor'),
    load: async () => (await import('./connections/list.ts')).list,
  },
  check: {
    summary: () => l10n.t('ask the applications whether connections work'),
    load: async () => (await import('./connections/check.ts')).check,
  },
  token: {
    summary: () => l10n.t('print an access token of a connection'),
    load: async () => (await import('./connections/token.ts')).token,
  },
  call: {
    summary: () => l10n.t('call an application’s API as a connection'),
    load: async () => (await import('./connections/call.ts')).call,
  },
  mcp: {
    summary: () => l10n.t('pass an agent’s messages to an application’s MCP server'),
    load: async () => (await import('./connections/mcp.ts')).mcp,
  },
  exec: {
    summary: () => l10n.t('run a program that may use bindings'),
    load: async () => (await import('./connections/exec.ts')).exec,
  },
};

/**
 * Does what a command line says.
 *
 * @param argv the words after the program's name.
 * @returns the exit code; what went wrong is told in one line, without a stack.
 */
export async function run(argv: readonly string[], around: Surroundings): Promise<number> {
  try {
    return await dispatch(argv, around);
  } catch (error) {
    const known = error instanceof CliError;
    const message = known ? error.message : l10n.t('Something unexpected went wrong: {0}', String(error));
    around.writeError(`patchbay: ${plain(message)}\n`);
    if (known && error.exitCode === exitCodes.usage) around.writeError(`${l10n.t('--help says what there is.')}\n`);
    return known ? error.exitCode : exitCodes.unreadable;
  }
}

async function dispatch([group, ...rest]: readonly string[], around: Surroundings): Promise<number> {
  const summaries = Object.entries({ ...single, ...groups }).map(([name, { summary }]) => ({
    name,
    summary: summary(),
  }));
  if (group === undefined || isHelp(group)) {
    around.write(overview('patchbay', summaries));
    return group === undefined ? exitCodes.usage : exitCodes.fine;
  }
  const alone = Object.hasOwn(single, group) ? single[group] : undefined;
  if (alone) return runCommand(await alone.load(), rest, around);
  const found = Object.hasOwn(groups, group) ? groups[group] : undefined;
  if (!found) throw unknown('patchbay', group, [...Object.keys(single), ...Object.keys(groups)]);
  const commands = await found.load();
  const [verb, ...words] = rest;
  if (verb === undefined || isHelp(verb)) {
    around.write(
      overview(
        `patchbay ${group}`,
        commands.map(({ name, summary }) => ({ name: last(name), summary })),
      ),
    );
    return verb === undefined ? exitCodes.usage : exitCodes.fine;
  }
  const command = commands.find(({ name }) => name === `${group} ${verb}`);
  if (!command)
    throw unknown(
      `patchbay ${group}`,
      verb,
      commands.map(({ name }) => last(name)),
    );
  return runCommand(command, words, around);
}

async function runCommand(command: Command, words: readonly string[], around: Surroundings): Promise<number> {
  const end = words.indexOf('--');
  if (words.slice(0, end < 0 ? undefined : end).some(isHelp)) {
    around.write(commandHelp(command));
    return exitCodes.fine;
  }
  return command.run(parse(command, words), around);
}

function isHelp(word: string): boolean {
  return word === '--help' || word === '-h';
}

function last(name: string): string {
  return name.slice(name.lastIndexOf(' ') + 1);
}

function unknown(program: string, word: string, names: readonly string[]) {
  return wrongUsage(
    `${l10n.t('“{0}” has no command “{1}”.', program, word.slice(0, 80))}${meant(word, names)} ${l10n.t('It has {0}.', names.join(', '))}`,
  );
}
