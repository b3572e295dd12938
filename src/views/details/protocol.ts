import * as z from 'zod/mini';
import type { StateKind } from '../../model/state.ts';

/** What can be done from the page; each runs the command of the same name with the connection's id. */
export const detailActions = [
  'check',
  'reconnect',
  'rename',
  'setPollingInterval',
  'move',
  'setDefault',
  'delete',
  'copyId',
  'openFile',
  'showWhy',
  'showUsages',
] as const;
export type DetailAction = (typeof detailActions)[number];

/** One line of the page. */
export interface Fact {
  label: string;
  /** One value, or several that stand beside each other as chips. */
  value: string | string[];
  /** What the value's button does. */
  action?: { name: DetailAction; label: string };
}

/** Everything that the page shows of a connection, in words; no secret. */
export interface ConnectionDetails {
  name: string;
  connector: { name: string; icon?: { path: string; hex: string } };
  folder: string;
  account?: string;
  state: { kind: StateKind; words: string; detail?: string };
  actions: { name: DetailAction; label: string; primary: boolean }[];
  facts: Fact[];
  /** What was done with it last, the newest first. */
  history: { time: string; words: string }[];
  /** What today's policies say of it, and why. */
  policy?: { blocked: boolean; sentence: string; remedy: string; at?: string };
  /** Why nothing can be changed here, where that is so. */
  readOnly?: string;
}

/** From the extension to the page. */
export type ToDetails =
  | { type: 'details'; id: string; details: ConnectionDetails }
  /** The connection is not there any more; it may come back, by Undo or a pull. */
  | { type: 'gone'; id: string; sentence: string };

/** From the page to the extension; nothing else is accepted. */
export const fromDetailsSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('run'), action: z.enum(detailActions) }),
  z.strictObject({ type: z.literal('close') }),
]);

export type FromDetails = z.infer<typeof fromDetailsSchema>;
