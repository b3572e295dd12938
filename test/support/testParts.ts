import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { listenOnLoopback } from '../../src/auth/redirect/loopback.ts';
import type { Redirects } from '../../src/auth/redirect/redirects.ts';
import { Renewer } from '../../src/auth/renew.ts';
import { Activity } from '../../src/connections/activity.ts';
import { CredentialCache } from '../../src/connections/credentialCache.ts';
import { Governance } from '../../src/connections/governance.ts';
import type { Parts, Progress } from '../../src/connections/parts.ts';
import { Emitter } from '../../src/model/event.ts';
import { Secret } from '../../src/model/secret.ts';
import { AuditLog } from '../../src/storage/auditLog.ts';
import { ConnectionFiles } from '../../src/storage/connectionFiles.ts';
import { Fences } from '../../src/storage/fences.ts';
import { lateUsage } from '../../src/storage/lateUsage.ts';
import { LocalStates } from '../../src/storage/localStates.ts';
import { readPolicyPlaces } from '../../src/storage/policyPlaces.ts';
import { RecentConnectors } from '../../src/storage/recentConnectors.ts';
import { type KeyStore, SealedFileVault } from '../../src/storage/sealedFileVault.ts';
import type { Root } from '../../src/storage/snapshot.ts';
import { ConfiguredStores } from '../../src/storage/stores/configuredStores.ts';
import { Tombstones } from '../../src/storage/tombstones.ts';
import { signInByFetch } from './acmeBrowser.ts';
import { fileCatalog } from './fileCatalog.ts';
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
  /** What the person's own setting `patchbay.stores` says. */
  storeSettings: Record<string, unknown>;
  /** Tells that something changed in the places of policies, or the trust: what the editor's watchers do. */
  policiesChanged(): void;
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
  /** The folder that is open; one of its own, unless told. */
  workspace?: string;
  /** Other folders of the same window. */
  more?: readonly string[];
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
  workspace: opened,
  more = [],
}: TestPartsOptions = {}): Promise<TestParts> {
  const root = shared ?? (await mkdtemp(join(tmpdir(), 'patchbay-parts-')));
  const workspace = opened ?? join(root, 'workspace');
  const roots: Root[] = [
    { kind: 'personal', directory: join(root, 'personal') },
    ...[workspace, ...more].map(
      (folder): Root => ({
        kind: 'shared',
        directory: join(folder, '.patchbay', 'folders'),
        ...(more.length > 0 ? { label: basename(folder) } : {}),
      }),
    ),
  ];
  const logged: string[] = [];
  const log = (message: string) => void logged.push(message);
  const vault = new SealedFileVault(join(root, 'vault'), keyStore, { head: (id) => parts.states.get(id)?.generation });
  rememberSecrets(vault);
  const places = new Emitter<void>();
  const files = new ConnectionFiles(() => roots);
  const audit = new AuditLog(root);
  const who = async () => 'tester@acme.example';
  const governance = new Governance({
    sources: { onDidChange: places.event, read: () => readPlaces(root, [workspace, ...more], parts.trusted) },
    ...{ files, catalog: fileCatalog, audit, who: () => parts.who(), bundles: join(root, 'organisation') },
    log: { debug: log, info: log, warn: log, error: log },
  });
  const parts: TestParts = {
    root,
    workspace,
    vault,
    logged,
    person: 'ada@acme.example',
    trusted: true,
    storeSettings: {},
    stores: new ConfiguredStores(() => parts.storeSettings, {}),
    onFence: () => {},
    catalog: fileCatalog,
    files,
    governance,
    policiesChanged: () => places.fire(),
    states: new LocalStates(root, () => vault.domain()),
    tombstones: new Tombstones(root),
    recent: new RecentConnectors(root, () => vault.domain()),
    renewer: new Renewer(vault, new WatchedFences(root, (attempt, id) => parts.onFence(attempt, id))),
    cache: new CredentialCache(vault),
    audit,
    usage: lateUsage(root),
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
    confirmHosts: async () => true,
    who,
    isTrusted: () => parts.trusted,
    close: async () => {
      governance.dispose();
      await parts.audit.flush();
      if (!shared) await rm(root, { recursive: true, force: true });
    },
  };
  return parts;
}

/** What the editor finds: policies of the computer, the person and the workspace, all below the test's own folder. */
function readPlaces(root: string, workspaces: readonly string[], trusted: boolean) {
  const own = { machine: join(root, 'machine'), user: join(root, 'policies'), organisation: undefined };
  return readPolicyPlaces({ ...own, workspaces: [...workspaces], trusted }, async () => undefined);
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
