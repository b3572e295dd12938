/** What the process ends with. */
export const exitCodes = {
  fine: 0,
  /** It did what was asked, and found something: an error, a failed test, a denial, a difference. */
  findings: 1,
  /** The command line is not understood. */
  usage: 2,
  /** Something that is needed cannot be read. */
  unreadable: 3,
  /** No editor that could be asked is open. */
  noEditor: 4,
} as const;

/** Ends a command with one sentence for the person, and no stack. */
export class CliError extends Error {
  override readonly name = 'CliError';
  readonly exitCode: number;

  constructor(exitCode: number, message: string) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** The command line is not understood. */
export const wrongUsage = (message: string) => new CliError(exitCodes.usage, message);

/** Something that is needed cannot be read. */
export const cannotRead = (message: string) => new CliError(exitCodes.unreadable, message);
