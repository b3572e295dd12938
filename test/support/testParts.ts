import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listenOnLoopback } from '../../src/auth/redirect/loopback.ts';
import type { Redirects } from '../../src/auth/redirect/redirects.ts';
import { Renewer } from '../../src/auth/renew.ts';
import type { Catalog } from '../../src/catalog/catalog.ts';
import { readConnector } from '../../src/catalog/readConnector.ts';
import { Activity } from '../../src/connections/activity.ts';
import { CredentialCache } from '../../src/connections/credentialCache.ts';
import type { Parts, Progress } from '../../src/connections/parts.ts';
import type { Connector } from '../../src/model/connector.ts';
import { unknownConnector } from '../../src/model/problems.ts';
import { Secret } from '../../src/model/secret.ts';
import { AuditLog } from '../../src/storage/auditLog.ts';
import { ConnectionFiles } from '../../src/storage/connectionFiles.ts';
import { Fences } from '../../src/storage/fences.ts';
import { LocalStates } from '../../src/storage/localStates.ts';
import { type KeyStore, SealedFileVault } from '../../src/storage/sealedFileVault.ts';
import type { Root } from '../../src/storage/snapshot.ts';
import { Tombstones } from '../../src/storage/tombstones.ts';
import { signInByFetch } from './acmeBrowser.ts';
import { remember } from './secrets.ts';

/** Everything that the use cases need, real but for the editor: files in a temporary folder, a browser made of `fetch`. */
export interface TestParts extends Parts {
  root: string;
  workspace: string;
  vault: SealedFileVault;
  /** What a person does with the address that the browser is opened with; by default signs in as `person`. */
  browse: (url: string) => Promise<void>;
  person: string;
  trusted: boolean;
  /** Told of each request with a refresh token before it is sent: the how-manieth with this token. */
  onFence: (attempt: number, connectionId: string) => void;
  /** What was logged, for tests that look for secrets. */
  logged: string[];
  close(): Promise<void>;
}

export interface TestPartsOptions {
  /** Shares the storage of another: a second window, or with another `keyStore` another browser. */
  root?: string;
  keyStore?: KeyStore;
}

/** A key store in memory: one browser. */
export function memoryKeyStore(): KeyStore {
  let kept: Buffer | undefined;
  let id: string | undefined;
  return {
    read: async () => kept,
    write: async (key) => {
      kept = key;
    },
    knownKeyId: () => id,
    remember: async (keyId) => {
      id = keyId;
    },
  };
}

export async function testParts({
  root: shared,
  keyStore = memoryKeyStore(),
}: TestPartsOptions = {}): Promise<TestParts> {
  const root = shared ?? (await mkdtemp(join(tmpdir(), 'patchbay-parts-')));
  const workspace = join(root, 'workspace');
  const roots: Root[] = [
    { kind: 'personal', directory: join(root, 'personal') },
    { kind: 'shared', directory: join(workspace, '.patchbay', 'folders') },
  ];
  const logged: string[] = [];
  const log = (message: string) => void logged.push(message);
  const vault = new SealedFileVault(join(root, 'vault'), keyStore, { head: (id) => parts.states.get(id)?.generation });
  rememberSecrets(vault);
  const parts: TestParts = {
    root,
    workspace,
    vault,
    logged,
    person: 'ada@acme.example',
    trusted: true,
    onFence: () => {},
    catalog: new FileCatalog(),
    files: new ConnectionFiles(() => roots),
    states: new LocalStates(root, () => vault.domain()),
    tombstones: new Tombstones(root),
    renewer: new Renewer(vault, new WatchedFences(root, (attempt, id) => parts.onFence(attempt, id))),
    cache: new CredentialCache(vault),
    audit: new AuditLog(root),
    activity: new Activity(),
    redirects: loopbackOnly,
    log: { debug: log, info: log, warn: log, error: log },
    browse: async (url) => {
      await fetch(await signInByFetch(url, parts.person));
    },
    openBrowser: async (url) => {
      void parts.browse(url).catch((error: unknown) => logged.push(String(error)));
      return true;
    },
    who: async () => 'tester@acme.example',
    isTrusted: () => parts.trusted,
    close: async () => {
      await parts.audit.flush();
      if (!shared) await rm(root, { recursive: true, force: true });
    },
  };
  return parts;
}

/** After the run every secret that was ever stored is looked for in what the tests left. */
function rememberSecrets(vault: SealedFileVault): void {
  const put = vault.put.bind(vault);
  vault.put = (id, credential, expected) => {
    for (const value of Object.values(credential)) {
      if (value instanceof Secret && value.reveal().length >= 12) remember(value.reveal());
    }
    return put(id, credential, expected);
  };
}

/** Progress that nobody watches. */
export function quietly(signal = new AbortController().signal): Progress {
  return { report: () => {}, signal };
}

const loopbackOnly: Redirects = {
  ways: async () => ['loopback', 'paste'],
  uris: async (_, { connectorKey }) => [`http://127.0.0.1/callback/${connectorKey}`],
  open: (_, { connectorKey, facts }, mailbox) => listenOnLoopback(connectorKey, facts, mailbox),
};

class WatchedFences extends Fences {
  readonly #onFence: TestParts['onFence'];

  constructor(root: string, onFence: TestParts['onFence']) {
    super(root);
    this.#onFence = onFence;
  }

  override async raise(...args: Parameters<Fences['raise']>): Promise<void> {
    await super.raise(...args);
    this.#onFence(args[3], args[0]);
  }
}

/** The records as they are in the source, not compiled; each is read once. */
class FileCatalog implements Catalog {
  readonly #read = new Map<string, Promise<Connector>>();
  entries = async () => [];

  connector(key: string): Promise<Connector> {
    const reading = this.#read.get(key) ?? readRecord(key);
    this.#read.set(key, reading);
    return reading;
  }
}

async function readRecord(key: string): Promise<Connector> {
  const file = join(import.meta.dirname, '../../src/catalog/connectors', `${key}.jsonc`);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  const connector = text === undefined ? undefined : readConnector(text, file).connector;
  if (!connector) throw unknownConnector(key);
  return connector;
}
