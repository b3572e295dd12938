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
  'rotateNow',
  'sealAgain',
  'openMembers',
  'joinWorkspace',
  'showUsages',
  'openCalls',
] as const;
export type DetailAction = (typeof detailActions)[number];

/** One line of the page. */
export interface Fact {
  label: string;
  /** One value, or several that stand beside each other as chips. */
  value: string | string[];
  /** More, for who points at the value. */
  title?: string;
  /** What the value's button does. */
  action?: { name: DetailAction; label: string };
}

/** Somebody who may use a shared connection, and the line that says so. */
export interface ReaderLine {
  user: string;
  /** Whether it is the person at the editor. */
  isMe: boolean;
  roles: string[];
  can: 'opens' | 'signsIn' | 'waits' | 'noKey';
  words: string;
  /** By what way, and the place, which the page asks to open by its index. */
  how?: { text: string; link: { index: number; label: string } };
}

/** Who can use a shared connection, and how one knows. */
export interface SharingDetails {
  /** How its credential is shared. */
  how: string;
  /** By whom it was sealed, and when. */
  sealed?: string;
  people: ReaderLine[];
  /** So many are left out. */
  more: number;
  note?: string;
  /** To whom it is open who may not use it. */
  open?: string;
  /** Why its secret must be replaced. */
  rotate?: string;
  deeds: DetailAction[];
}

/** One day; failures are among the uses. */
export interface UseDay {
  label: string;
  uses: number;
  failed: number;
  words: string;
}

/** How often code used it. */
export interface UseDetails {
  /** The totals, or that there was no use. */
  words: string;
  /** The drawing for who does not see it. */
  alternative: string;
  /** The oldest first; none where there is nothing to draw. */
  days: UseDay[];
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
  use: UseDetails;
  /** Of a connection in a shared folder. */
  sharing?: SharingDetails;
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
  z.strictObject({ type: z.literal('open'), index: z.number().check(z.int(), z.minimum(0), z.maximum(100_000)) }),
  z.strictObject({ type: z.literal('close') }),
]);

export type FromDetails = z.infer<typeof fromDetailsSchema>;
