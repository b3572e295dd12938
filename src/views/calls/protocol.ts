import * as z from 'zod/mini';

/** A call as one row, in words. Texts come from programs: plain, never links. */
export interface CallRow {
  /** Grows with each. */
  number: number;
  /** `14:03:22`, and the whole moment. */
  time: string;
  moment: string;
  /** The connection's id in small letters, and its name; absent where none is known. */
  connection?: string;
  name?: string;
  by: string;
  /** Of a request; of a token or a check there are {@link CallRow.words} in their place. */
  method?: string;
  path?: string;
  words?: string;
  /** `200`, `PB405`, `no answer`, `ok`. */
  status: string;
  failed: boolean;
  /** `12 ms`. */
  duration: string;
  /** Whether it has a trace id, which can be copied. */
  traced: boolean;
}

/** A connection to filter by. */
export interface Choice {
  id: string;
  label: string;
}

/** What else the page says. */
export interface CallsFacts {
  connections: Choice[];
  /** So many calls are kept. */
  most: number;
}

/** From the extension to the page. Rows come with the newest first. */
export type ToCalls =
  | { type: 'all'; rows: CallRow[]; facts: CallsFacts }
  | { type: 'more'; rows: CallRow[]; facts: CallsFacts }
  /** Shows the calls of one connection; said again until the page says `looked`, as it may be hidden. */
  | { type: 'look'; connection: string; facts: CallsFacts };

/** What an empty page offers. */
export const offers = ['newTerminal', 'newBinding'] as const;

/** From the page to the extension; nothing else is accepted. */
export const fromCallsSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('looked') }),
  z.strictObject({ type: z.literal('copyTrace'), number: z.number().check(z.int(), z.minimum(1)) }),
  z.strictObject({ type: z.literal('run'), command: z.enum(offers) }),
]);

export type FromCalls = z.infer<typeof fromCallsSchema>;
