/** What a page or a message names where it calls a command about sharing. */
export interface SharingPlace {
  /** The ids of folders; most commands take the first. */
  folders?: readonly string[];
  /** A person or group, as files name them. */
  who?: string;
  /** `.patchbay/members.jsonc` of a workspace folder. */
  members?: string;
}
