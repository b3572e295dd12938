/** One use that ended. */
export interface Use {
  connection: string;
  /** Milliseconds since 1970. */
  at: number;
  /** Who; see the entries of the audit log. */
  by: string;
  /** Why it failed: a problem's code or a status. Absent where it did not. */
  code?: string;
}

/** What is counted of one day; failures are among the uses. */
export interface Day {
  uses: number;
  failed: number;
}

/** How a connection was used. */
export interface Usage {
  last?: Omit<Use, 'connection'>;
  /** By date of this computer's clock and zone, `2026-11-24`. */
  days: Record<string, Day>;
}

/** Of the files. */
export const version = 1;

/** So many days are kept, today among them. */
export const daysKept = 30;

export function nothing(): Usage {
  return { days: {} };
}

/** The local date of a time. */
export function dayOf(at: number): string {
  const date = new Date(at);
  const two = (number: number) => String(number).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** The local dates of the last days, today last. A day is not always 24 hours long. */
export function lastDays(count: number, now: number): string[] {
  const today = new Date(now);
  return Array.from({ length: count }, (_, index) => {
    const date = new Date(today.getFullYear(), today.getMonth(), today.getDate() - (count - 1 - index), 12);
    return dayOf(date.getTime());
  });
}

/** Counts one more. */
export function addTo(usage: Usage, { at, by, code }: Use): void {
  const day = dayOf(at);
  const counted = usage.days[day] ?? { uses: 0, failed: 0 };
  usage.days[day] = { uses: counted.uses + 1, failed: counted.failed + (code === undefined ? 0 : 1) };
  if (!usage.last || at >= usage.last.at) usage.last = { at, by, ...(code === undefined ? {} : { code }) };
}

/** All together, of the days that are kept. Days to come, of a clock that went wrong, are none. */
export function merged(usages: readonly Usage[], now: number): Usage {
  const days: Usage['days'] = {};
  for (const date of lastDays(daysKept, now)) {
    const same = usages.map((usage) => usage.days[date]).filter((day) => day !== undefined);
    if (same.length > 0) days[date] = { uses: sum(same, 'uses'), failed: sum(same, 'failed') };
  }
  const lasts = usages.map(({ last }) => last).filter((last) => last !== undefined);
  const last = lasts.toSorted((a, b) => a.at - b.at).at(-1);
  return { ...(last ? { last } : {}), days };
}

function sum(days: readonly Day[], what: keyof Day): number {
  return days.reduce((all, day) => all + day[what], 0);
}

/** What a file says; nothing, where it is damaged: then it is begun anew. `newer`: a later Patchbay wrote it. */
export function readUsage(text: string): Usage | 'newer' {
  try {
    const { version: written, last, days } = JSON.parse(text) as Partial<Usage> & { version?: unknown };
    if (typeof written === 'number' && written > version) return 'newer';
    const entries = Object.entries(days ?? {}).filter(([date, day]) => /^\d{4}-\d\d-\d\d$/.test(date) && isDay(day));
    const isWhole = typeof last?.at === 'number' && typeof last.by === 'string';
    return { ...(isWhole ? { last } : {}), days: Object.fromEntries(entries) };
  } catch {
    return nothing();
  }
}

function isDay(day: unknown): day is Day {
  const { uses, failed } = (day ?? {}) as Partial<Day>;
  const isCount = (count: unknown) => Number.isSafeInteger(count) && (count as number) >= 0;
  return isCount(uses) && isCount(failed);
}
