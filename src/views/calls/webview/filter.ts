import type { CallRow } from '../protocol.ts';

/** What a person wants to see. */
export interface Filter {
  text: string;
  /** An id; empty for all. */
  connection: string;
  failures: boolean;
}

export const noFilter: Filter = { text: '', connection: '', failures: false };

/** The rows that fit. Every word of the text is in one of a row's columns. */
export function filtered(rows: readonly CallRow[], { text, connection, failures }: Filter): CallRow[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return rows.filter((row) => {
    if (failures && !row.failed) return false;
    if (connection !== '' && row.connection !== connection) return false;
    if (words.length === 0) return true;
    const { time, name, by, method, path, status } = row;
    const columns = [time, name, by, method, path, row.words, status].join('\n').toLocaleLowerCase();
    return words.every((word) => columns.includes(word));
  });
}

/** What was saved of a filter, by whatever version. */
export function savedFilter(saved: unknown): Filter {
  const { text, connection, failures } = (saved ?? {}) as Partial<Record<keyof Filter, unknown>>;
  return {
    text: typeof text === 'string' ? text : '',
    connection: typeof connection === 'string' ? connection : '',
    failures: failures === true,
  };
}
