import type { DeviceCode } from '../auth/deviceAnswer.ts';
import type { Redirects } from '../auth/redirect/redirects.ts';
import type { Renewer } from '../auth/renew.ts';
import type { Catalog } from '../catalog/catalog.ts';
import type { Connector } from '../model/connector.ts';
import type { Log } from '../model/log.ts';
import type { AuditLog } from '../storage/auditLog.ts';
import type { ConnectionFiles } from '../storage/connectionFiles.ts';
import type { LocalStates } from '../storage/localStates.ts';
import type { RecentConnectors } from '../storage/recentConnectors.ts';
import type { Stores } from '../storage/stores/store.ts';
import type { Tombstones } from '../storage/tombstones.ts';
import type { UsageCounts } from '../storage/usageCounts.ts';
import type { CredentialVault } from '../storage/vault.ts';
import type { Activity } from './activity.ts';
import type { CredentialCache } from './credentialCache.ts';
import type { Governance } from './governance.ts';

/** What the use cases work with; built once by `extension.ts`, and by tests. */
export interface Parts {
  catalog: Catalog;
  files: ConnectionFiles;
  vault: CredentialVault;
  states: LocalStates;
  /** Where secrets lie that a connection's file only names. */
  stores: Stores;
  tombstones: Tombstones;
  recent: RecentConnectors;
  renewer: Renewer;
  cache: CredentialCache;
  audit: AuditLog;
  /** How often each connection was used on this computer; its code is loaded with the first that asks. */
  usage(): Promise<UsageCounts>;
  activity: Activity;
  /** What is allowed. Every use case asks it first. */
  governance: Governance;
  redirects: Redirects;
  log: Log;
  /** Opens an address in the person's browser; false where that was not possible or not allowed. */
  openBrowser(url: string): Promise<boolean>;
  /**
   * Asks the person, once for these addresses, whether what a repository's connector or connection says may get secrets.
   *
   * @param sources where the secrets lie on this computer that go there, where a repository names them; in words.
   * @returns whether they agreed, now or before.
   */
  confirmHosts(connector: Connector, hosts: readonly string[], sources?: readonly string[]): Promise<boolean>;
  /** Who is at the editor, for `createdBy`. A claim, not a proof. */
  who(): Promise<string | undefined>;
  /** False in a workspace that the person has not trusted: its connections are seen, not used or changed. */
  isTrusted(): boolean;
}

/** What a person sees and can do while a sign-in runs. */
export interface Progress {
  report(message: string): void;
  /** From now on the address of the browser's last page may be pasted; `deliver` throws `PB203`, `PB205` or `PB206`. */
  onPaste?(deliver: (text: string) => void): void;
  /** A code to type on a page, here or on another device; shown until the work ends. */
  onDeviceCode?(code: DeviceCode): void;
  signal: AbortSignal;
}
