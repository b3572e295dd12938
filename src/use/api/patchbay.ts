/*
 * The API of Patchbay for other extensions, version 1: types alone, without an import. The package has this file as
 * dist/patchbay.d.ts, to copy into an extension or to import. docs/api.md has an example that runs.
 *
 * What a call throws is a PatchbayError: `code` is stable (docs/errors.md), `message` and `remedy` are for a person.
 */

/** What `vscode.extensions.getExtension<PatchbayExports>('patchbay.patchbay')` exports. */
export interface PatchbayExports {
  /** @throws PatchbayError `PB830` for a version that this Patchbay does not have. */
  getApi(version: 1): PatchbayApi;
}

export interface PatchbayApi {
  readonly version: 1;
  /**
   * Asks for a session. It is not returned, but delivered to {@link PatchbayReceiver.receivePatchbaySession} on the exports
   * of the extension `extensionId`: whoever names an extension that is not its own gets nothing.
   *
   * The extension's package.json names Patchbay (in `extensionDependencies`, or as `"patchbay": { "api": 1 }`), its exports
   * are frozen by `Object.freeze`, and it does not wait for the session inside of its own `activate()`.
   *
   * @param extensionId `publisher.name` of the caller.
   * @param ticket a secret that the caller has just made, such as `crypto.randomUUID()`. It comes back with the session, so
   *   that the caller knows the answer to its own question from what somebody else hands it. At least 16 characters.
   * @throws PatchbayError `PB831` no such extension runs beside Patchbay; `PB832` it cannot be proven.
   */
  connect(extensionId: string, ticket: string): Promise<void>;
}

/** What the exports of an extension have to be given a session. */
export interface PatchbayReceiver {
  /** Called by Patchbay. Take the session only where the ticket is one that you made and have not used yet. */
  receivePatchbaySession(session: PatchbaySession, ticket: string): void;
}

/** What one extension can do with connections. Keep it to yourself: whoever holds it acts as your extension. */
export interface PatchbaySession {
  readonly extensionId: string;
  /** All connections that there are here, or those that fit. No credential is read, and nobody is asked. */
  list(filter?: PatchbayFilter): Promise<readonly PatchbayConnection[]>;
  /**
   * Lets the person choose one. The list names your extension.
   *
   * @returns `undefined` where they left.
   */
  pick(options?: PatchbayFilter & { title?: string }): Promise<PatchbayConnection | undefined>;
  /**
   * The connection behind the name of a binding, or with an id.
   *
   * @throws PatchbayError `PB750`, `PB751`, `PB752`.
   */
  resolve(name: string): Promise<PatchbayConnection>;
  /**
   * Asks the person, where they have not answered yet, whether your extension may use a connection.
   *
   * @returns whether it may.
   */
  requestAccess(connectionId: string): Promise<boolean>;
  /**
   * A token that is good now; asks the person first where they have not answered yet. Do not keep it: ask again instead.
   *
   * @throws PatchbayError `PB833` the person does not let you; `PB834` nobody was asked, with `silent`; `PB836` the connection
   *   has none to give: use {@link PatchbaySession.fetch}; what stands against using it (policies, a sign-in that is needed).
   */
  getAccessToken(connectionId: string, options?: PatchbayTokenOptions): Promise<PatchbayToken>;
  /**
   * Sends a request with the connection's credential, to the hosts of its connector and nowhere else. A token that the
   * provider refuses is renewed once. Redirects are followed as by `fetch`; one to another origin without the credential.
   *
   * @param input a path below the API's address (`/user/repos?per_page=5`), or an address.
   * @param init as for `fetch`. `Authorization` and `Cookie` are taken out of the headers.
   * @throws PatchbayError as {@link PatchbaySession.getAccessToken}, and `PB405` for another host, `PB821` where the
   *   provider cannot be reached; what ended `init.signal`.
   */
  fetch(connectionId: string, input: string | URL, init?: PatchbayRequest): Promise<Response>;
  /** Fires when {@link PatchbaySession.list} or {@link PatchbaySession.resolve} may give something else than before. */
  readonly onDidChangeConnections: PatchbayEvent<void>;
  /** Fires when the person lets your extension use a connection, or no longer. */
  readonly onDidChangeAccess: PatchbayEvent<{ readonly connectionId: string; readonly access: PatchbayAccess }>;
}

export interface PatchbayFilter {
  /** The key of a connector, such as `github`. */
  connector?: string;
}

export interface PatchbayTokenOptions {
  /** Never asks the person. */
  silent?: boolean;
  /** A token that the provider refused: it is renewed, unless that has happened since. */
  refused?: string;
}

/** What `fetch` takes. */
export type PatchbayRequest = Pick<RequestInit, 'method' | 'headers' | 'body' | 'redirect' | 'signal'>;

/** Whether the person lets the extension use a connection; `ask`: they will be asked. */
export type PatchbayAccess = 'granted' | 'refused' | 'ask';

/** A connection as other extensions see it. No secrets. */
export interface PatchbayConnection {
  /** A GUID that never changes. */
  readonly id: string;
  readonly name: string;
  /** The key of its connector, such as `github`. */
  readonly connector: string;
  /** What a person calls the application. */
  readonly application: string;
  /** `Personal Workspace`, or the path of a shared folder: `Finance / Payables`. */
  readonly folder: string;
  readonly authType: 'oauth2' | 'byoa' | 'clientCredentials' | 'password' | 'deviceCode' | 'pat' | 'apiKey' | 'basic';
  readonly accountKind: 'personal' | 'service';
  /** Who it acts as, where that is known. */
  readonly account?: string;
  readonly isDefault: boolean;
  /** `degraded`: it works, but its provider was out of reach lately. `blocked`: by a policy. */
  readonly state: 'connected' | 'degraded' | 'needsSignIn' | 'appProblem' | 'blocked';
  readonly access: PatchbayAccess;
}

export interface PatchbayToken {
  readonly accessToken: string;
  readonly kind: 'oauth' | 'pat' | 'apiKey';
  /** Milliseconds since 1970; absent where the provider did not say. */
  readonly expiresAt?: number;
  /** Of an OAuth token: what it may do. */
  readonly scopes?: readonly string[];
  readonly account?: string;
}

/** Subscribes a listener; dispose the answer to stop. A `vscode.Event` in the shape that is needed here. */
export type PatchbayEvent<T> = (listener: (event: T) => unknown) => { dispose(): void };

export interface PatchbayError extends Error {
  readonly code: string;
  /** What the person can do about it. */
  readonly remedy: string;
}
