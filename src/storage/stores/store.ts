import type { Secret } from '../../model/secret.ts';

/** Where a secret lies in a store. */
export interface StorePlace {
  /** Where the store's engine is mounted, such as `secret` or `kv/eng`. */
  mount: string;
  /** Below the mount, such as `apps/crm`. */
  path: string;
  /** Which of the values that lie together at the path. */
  field: string;
  /** One of the kept versions; the newest where absent. */
  version?: number;
}

export interface StoredSecret {
  secret: Secret;
  /** Which version it is, where the store counts them. */
  version?: number;
}

/** A service outside of Patchbay that keeps secrets. Nothing that it gives is kept beyond the use. */
export interface SecretStore {
  /**
   * @throws Problem `PB727`–`PB735`, `PB737`, `PB738` where it cannot be had; Cancelled.
   */
  read(place: StorePlace, signal?: AbortSignal): Promise<StoredSecret>;
  /**
   * The version that a write must expect: of the newest value at the place's path, 0 where nothing was ever there.
   *
   * @throws as {@link read}.
   */
  version(place: StorePlace, signal?: AbortSignal): Promise<number>;
  /**
   * Writes one field; the others at the same path stay.
   *
   * @param expectedVersion what {@link version} said: where it is another by now, nothing is written.
   * @returns the new version.
   * @throws Problem `PB734` where somebody changed it meanwhile; else as {@link read}.
   */
  write(place: StorePlace, secret: Secret, expectedVersion: number, signal?: AbortSignal): Promise<number>;
}

/** The stores that the person at the editor named. A workspace cannot name one: it would be sent the person's token. */
export interface Stores {
  /** Their names, sorted. */
  names(): Promise<string[]>;
  /**
   * @throws Problem `PB725` for a name that the person did not give; `PB726` where what they said of it is wrong.
   */
  open(name: string): Promise<SecretStore>;
}
