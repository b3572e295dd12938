import type { KeyStore } from '../../src/storage/sealedFileVault.ts';

/** The secrets of one browser, as a web editor keeps them: every window reads them once, when it opens. */
export class Browser {
  key: Buffer | undefined;
  keyId: string | undefined;

  /** A window that opens now. It sees the ids that others make later, but not their keys. */
  openWindow(): KeyStore {
    let seen = this.key;
    return {
      read: async () => seen,
      write: async (key) => {
        seen = key;
        this.key = key;
      },
      knownKeyId: () => this.keyId,
      remember: async (keyId) => {
        this.keyId = keyId;
      },
    };
  }
}
