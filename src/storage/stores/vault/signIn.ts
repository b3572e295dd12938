import * as l10n from '@vscode/l10n';
import { untilCancelled } from '../../../model/problem.ts';
import { storeAnswerNotUnderstood, storeSignInRefused, storeTokenMissing } from '../../../model/problems.ts';
import { Secret } from '../../../model/secret.ts';
import type { LocalPlace } from '../../localPlace.ts';
import { NoLocalSecret, readLocalSecret } from '../../localSecret.ts';
import type { StoreAuth } from '../settings.ts';
import { type Answer, objectAt } from './answer.ts';
import type { VaultHttp } from './http.ts';

/** How a Vault knows whom it speaks to. */
export interface SignIn {
  /** @throws Problem `PB729` where the sign-in is refused, `PB737` where there is nothing to sign in with; Cancelled. */
  token(signal?: AbortSignal): Promise<Secret>;
  /** The server refused this token. True where {@link token} may give another now. */
  refused(token: Secret): boolean;
}

/** Reads what the person has to sign in with, where they keep it. Never kept here. */
export class Keyring {
  readonly store: string;
  readonly #environment: NodeJS.ProcessEnv;

  constructor(store: string, environment: NodeJS.ProcessEnv) {
    this.store = store;
    this.#environment = environment;
  }

  /**
   * The first of these places that has something.
   *
   * @throws Problem `PB737` with why the last one has not.
   */
  async read(places: readonly LocalPlace[]): Promise<Secret> {
    let why = '';
    for (const place of places) {
      try {
        return await readLocalSecret(place, { workspaces: [], environment: this.#environment });
      } catch (error) {
        if (!(error instanceof NoLocalSecret)) throw error;
        why = why === '' ? error.message : `${why}; ${error.message}`;
        // A file that others can read is a mistake to be told, not to be passed over.
        if (error.fault === 'openToOthers') break;
      }
    }
    throw storeTokenMissing(this.store, why);
  }
}

/** A token that the person got themselves (`vault login`): read at each use, so that a new one is seen at once. */
class TokenSignIn implements SignIn {
  readonly #keyring: Keyring;
  readonly #places: readonly LocalPlace[];

  constructor(keyring: Keyring, places: readonly LocalPlace[]) {
    this.#keyring = keyring;
    this.#places = places;
  }

  async token(): Promise<Secret> {
    const token = await this.#keyring.read(this.#places);
    if (isToken(token.reveal())) return token;
    throw storeTokenMissing(this.#keyring.store, l10n.t('what lies there is no token'));
  }

  refused(): boolean {
    return false;
  }
}

/** A client token in memory, and when it is to be replaced or ends, in milliseconds since 1970. */
interface Lease {
  token: Secret;
  renewable: boolean;
  renewAt: number;
  endsAt: number;
}

/** Past this part of its life a token is renewed: what is sent with it must arrive before its end. */
const renewAfter = 2 / 3;

/**
 * AppRole (https://developer.hashicorp.com/vault/api-docs/auth/approle): role id and secret id give a client token, which
 * lives in memory for its lease and no longer. It is renewed where it can be, since some secret ids are good for one use.
 */
class AppRoleSignIn implements SignIn {
  readonly #http: VaultHttp;
  readonly #store: string;
  readonly #keyring: Keyring;
  readonly #auth: Extract<StoreAuth, { method: 'approle' }>;
  readonly #now: () => number;
  #lease: Lease | undefined;
  #underway: Promise<Lease> | undefined;

  constructor(
    http: VaultHttp,
    keyring: Keyring,
    auth: Extract<StoreAuth, { method: 'approle' }>,
    { store, now }: SignInContext,
  ) {
    this.#http = http;
    this.#store = store;
    this.#keyring = keyring;
    this.#auth = auth;
    this.#now = now;
  }

  async token(signal?: AbortSignal): Promise<Secret> {
    if (this.#lease && this.#now() < this.#lease.renewAt) return this.#lease.token;
    // One for all who wait; so nobody's cancel ends it.
    this.#underway ??= this.#next().finally(() => {
      this.#underway = undefined;
    });
    const lease = await untilCancelled(this.#underway, signal);
    return lease.token;
  }

  refused(token: Secret): boolean {
    if (this.#lease?.token === token) this.#lease = undefined;
    return true;
  }

  async #next(): Promise<Lease> {
    const lease = this.#lease;
    const renewed = lease?.renewable && this.#now() < lease.endsAt ? await this.#renew(lease.token) : undefined;
    this.#lease = renewed ?? (await this.#login());
    return this.#lease;
  }

  /** https://developer.hashicorp.com/vault/api-docs/auth/token#renew-a-token-self */
  async #renew(token: Secret): Promise<Lease | undefined> {
    const answer = await this.#http.send({ method: 'POST', path: 'auth/token/renew-self', token, body: {} });
    return answer.status === 200 ? leaseOf(answer, this.#now()) : undefined;
  }

  async #login(): Promise<Lease> {
    const { mount, roleId, secretId } = this.#auth;
    const role = typeof roleId === 'string' ? roleId : (await this.#keyring.read([roleId])).reveal();
    const secret = await this.#keyring.read([secretId]);
    const body = { role_id: role, secret_id: secret.reveal() };
    const answer = await this.#http.send({ method: 'POST', path: `auth/${mount}/login`, body });
    if (answer.status !== 200) throw storeSignInRefused(this.#store, answer.errors || `HTTP ${answer.status}`);
    const lease = leaseOf(answer, this.#now());
    if (!lease) throw storeAnswerNotUnderstood(this.#store, `auth/${mount}/login`);
    return lease;
  }
}

function leaseOf({ body }: Answer, now: number): Lease | undefined {
  const auth = objectAt(body, 'auth');
  const token = auth?.['client_token'];
  if (typeof token !== 'string' || !isToken(token)) return undefined;
  const seconds = Number(auth?.['lease_duration']);
  // 0 is a token without an end.
  const lifetimeMs = seconds > 0 ? seconds * 1000 : Number.POSITIVE_INFINITY;
  return {
    token: new Secret(token),
    renewable: auth?.['renewable'] === true,
    renewAt: now + lifetimeMs * renewAfter,
    endsAt: now + lifetimeMs,
  };
}

/** What can travel in a header; the error of one that cannot would show it. */
function isToken(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text);
}

export interface SignInContext {
  /** The store's name, for problems. */
  store: string;
  /** The variables of this process, unless a test says otherwise. */
  environment: NodeJS.ProcessEnv;
  /** Milliseconds since 1970. */
  now: () => number;
}

export function signInWith(http: VaultHttp, auth: StoreAuth, context: SignInContext): SignIn {
  const keyring = new Keyring(context.store, context.environment);
  return auth.method === 'token'
    ? new TokenSignIn(keyring, auth.token)
    : new AppRoleSignIn(http, keyring, auth, context);
}
