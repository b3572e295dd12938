import type * as vscode from 'vscode';
import type { KeyStore } from '../storage/sealedFileVault.ts';

const secretName = 'sealingKey';
const idName = 'patchbay.sealingKeyId';

/**
 * The key of the sealed-file vault, in the editor's SecretStorage. Its id lies in the global state: a web editor keeps
 * both in the browser, but shows another window's changes of the global state at once and of the secrets never, so that
 * “there is a key, but this window cannot see it yet” can be told from “there is none”.
 */
export function sealingKeyStore(context: Pick<vscode.ExtensionContext, 'secrets' | 'globalState'>): KeyStore {
  return {
    read: async () => {
      const text = await context.secrets.get(secretName);
      return text === undefined ? undefined : Buffer.from(text, 'base64');
    },
    write: (key) => Promise.resolve(context.secrets.store(secretName, key.toString('base64'))),
    knownKeyId: () => context.globalState.get<string>(idName),
    remember: (keyId) => Promise.resolve(context.globalState.update(idName, keyId)),
  };
}
