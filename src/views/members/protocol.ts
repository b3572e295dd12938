import * as z from 'zod/mini';

/** A choice above the table. */
export interface Choice {
  id: string;
  label: string;
}

/** A place in a file, which the page asks to open by its index. */
export interface Link {
  index: number;
  /** `folder.jsonc:7`. */
  label: string;
}

/** A button: what the page asks to do by its index. */
export interface Deed {
  index: number;
  label: string;
}

/** Something that waits for a person. Texts name people and connections of files: plain, never links. */
export interface Task {
  kind: 'join' | 'mistake' | 'waits' | 'open' | 'rotate' | 'noKey';
  text: string;
  detail?: string;
  link?: Link;
  deed?: Deed;
}

/** How somebody stands to the folder that is chosen. */
export type Standing = 'opens' | 'waits' | 'noKey' | 'none' | 'stillOpen';

export interface PersonRow {
  user: string;
  /** Whether it is the person at the editor. */
  isMe: boolean;
  /** Joined, and with how many computers. */
  joined: string;
  groups: string[];
  roles: string[];
  /** The line that says so, and by what way. */
  how?: { text: string; link: Link };
  standing: Standing;
  words: string;
  deeds: Deed[];
}

/** A folder and a role that a person or group has by a line of its own. */
export interface GrantRow {
  folder: string;
  who: string;
  role: string;
  link: Link;
  deeds: Deed[];
}

/** Everything that the page shows. */
export interface MembersPage {
  title: string;
  facts: string[];
  /** `members.jsonc`. */
  file?: Link;
  workspaces: Choice[];
  folders: Choice[];
  chosen: { workspace: string; folder: string };
  tasks: Task[];
  people: PersonRow[];
  grants: GrantRow[];
  /** What holds for the folder as a whole, such as that nobody gave any role. */
  note?: string;
  deeds: Deed[];
}

/** From the extension to the page. */
export interface ToMembers {
  type: 'page';
  page: MembersPage;
}

const word = z.string().check(z.maxLength(4000));
const index = z.number().check(z.int(), z.minimum(0), z.maximum(100_000));

/** From the page to the extension; nothing else is accepted. Places and deeds are told by the index that they were given. */
export const fromMembersSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('choose'), what: z.enum(['workspace', 'folder']), id: word }),
  z.strictObject({ type: z.literal('open'), index }),
  z.strictObject({ type: z.literal('act'), index }),
]);

export type FromMembers = z.infer<typeof fromMembersSchema>;
