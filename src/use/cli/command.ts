import type { Readable } from 'node:stream';
import type { ConnectorFact } from '../../policy/index.ts';

/** Where a command writes, and what it is given besides its words. */
export interface Surroundings {
  /** The directory that relative paths begin at. */
  cwd: string;
  write(text: string): void;
  writeError(text: string): void;
  /** The built-in connectors, and those that `folder` brings where one is named. */
  connectors(folder?: string): Promise<readonly ConnectorFact[]>;
  /** Milliseconds since 1970. */
  now(): number;
  env: Readonly<Record<string, string | undefined>>;
  /** Bytes as they come, for the terminal or a file; resolves once more may be written. */
  writeBytes(bytes: Uint8Array): Promise<void>;
  /** What comes from the program that started this one, such as an agent that speaks to it. */
  input: Readable;
  /** Runs a program with these variables more, at this terminal. @returns its exit code. */
  execute(program: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<number>;
  /** Where open windows are found, for tests. */
  windows?: string;
}

/** An option of a command: `--name`, or `--name <value>`. */
export interface Option {
  /** What stands for the value in the help; absent where there is none. */
  value?: string;
  /** The only values. */
  choices?: readonly string[];
  multiple?: true;
  help: string;
}

/** What was given. */
export interface Given {
  words: readonly string[];
  options: Readonly<Record<string, readonly string[]>>;
}

/** One thing that can be done. */
export interface Command {
  /** Its words, such as `policy check`. */
  name: string;
  summary: string;
  /** The words that it takes, as the help shows them. */
  takes: string;
  most: number;
  options: Readonly<Record<string, Option>>;
  /** @returns the exit code. @throws CliError */
  run(given: Given, around: Surroundings): Promise<number>;
}

/** The value of an option that is given once; the last one counts. */
export function optionOf(given: Given, name: string): string | undefined {
  return given.options[name]?.at(-1);
}

export function isGiven(given: Given, name: string): boolean {
  return given.options[name] !== undefined;
}
