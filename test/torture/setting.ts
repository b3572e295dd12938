import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Connector } from '../../src/model/connector.ts';
import type { KeyStore } from '../../src/storage/sealedFileVault.ts';
import { type TestParts, testParts } from '../support/testParts.ts';

/** What every process of a torture run is told. */
export interface Setting {
  root: string;
  acmeUrl: string;
  proxyUrl: string;
  /** The sealing key, base64: all processes are windows of one browser. */
  key: string;
  keyId: string;
  connections: string[];
  /** Where the naive peer keeps its tokens. */
  naiveFile: string;
}

/** The parts of one window: the real ones, with a token endpoint behind the proxy and fences that are written down. */
export async function windowParts(
  setting: Setting,
  onFence: (id: string, attempt: number) => void,
): Promise<TestParts> {
  const parts = await testParts({ root: setting.root, keyStore: sharedKey(setting) });
  return Object.assign(parts, {
    catalog: behindProxy(parts.catalog, setting.proxyUrl),
    onFence: (attempt: number, id: string) => onFence(id, attempt),
  });
}

function sharedKey({ key, keyId }: Setting): KeyStore {
  return {
    read: async () => Buffer.from(key, 'base64'),
    write: async () => {},
    knownKeyId: () => keyId,
    remember: async () => {},
  };
}

/** The sign-in and the API are reached directly; only the token endpoint lies behind the bad network. */
function behindProxy(catalog: Catalog, proxyUrl: string): Catalog {
  return {
    entries: () => catalog.entries(),
    connector: async (key): Promise<Connector> => {
      const connector = await catalog.connector(key);
      if (!connector.oauth) return connector;
      return { ...connector, oauth: { ...connector.oauth, tokenUrl: `${proxyUrl}/oauth/token` } };
    },
  };
}
