import type { Log } from './log.ts';
import { Problem } from './problem.ts';
import { scrub } from './scrub.ts';

/** Where finished lines go. */
export type LogLines = Record<'debug' | 'info' | 'warn' | 'error', (line: string) => void>;

/** A log whose lines hold no secret of this process, whatever a caller or an error brings along. */
export function scrubbedLog(lines: LogLines): Log {
  const write = (level: keyof LogLines) => (message: string) => lines[level](scrub(message));
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: (message, cause) => lines.error(scrub(cause === undefined ? message : `${message}: ${describe(cause)}`)),
  };
}

/** The kind and place of an error, never its properties or its message: those of an HTTP error hold requests and bodies. */
function describe(cause: unknown): string {
  if (cause instanceof Problem)
    return cause.cause === undefined ? cause.code : `${cause.code} (${describe(cause.cause)})`;
  if (!(cause instanceof Error)) return typeof cause;
  const { code } = cause as NodeJS.ErrnoException;
  // A message may have several lines, too; only those of the stack begin like this.
  const place = cause.stack
    ?.split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith('at '))
    .slice(0, 3)
    .join(' ');
  return [cause.name, code, place].filter(Boolean).join(' ');
}
