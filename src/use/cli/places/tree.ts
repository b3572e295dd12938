/** A file as it was found: its text, or why that cannot be read, in words. */
export interface TreeFile {
  /** From the folder, with `/`. */
  path: string;
  text?: string;
  unreadable?: string;
}

/** What `.patchbay` of a folder holds, at one moment or in one revision. */
export interface Tree {
  /** Absent where the directory itself cannot be read. */
  policies?: readonly TreeFile[];
  /** Why it cannot be read, in words. */
  unreadable?: string;
  members?: TreeFile;
  /** Every shared folder, those around before those inside. */
  folders: readonly { names: readonly string[]; file?: TreeFile }[];
  connections: readonly (TreeFile & { folder: readonly string[] })[];
  /** `*.policy-test.jsonc`, wherever they lie. */
  tests: readonly TreeFile[];
}

export const placeNames = {
  policies: '.patchbay/policies',
  members: '.patchbay/members.jsonc',
  folders: '.patchbay/folders',
} as const;

export const testSuffix = '.policy-test.jsonc';
