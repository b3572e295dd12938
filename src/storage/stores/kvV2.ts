import { Problem } from '../../model/problem.ts';
import {
  storeAnswerNotUnderstood,
  storeChangedMeanwhile,
  storeFieldMissing,
  storeForbidden,
  storeHasNothing,
  storeSignInRefused,
  storeVersionGone,
  storeWriteUncertain,
} from '../../model/problems.ts';
import { Secret } from '../../model/secret.ts';
import type { VaultConfig } from './settings.ts';
import type { SecretStore, StoredSecret, StorePlace } from './store.ts';
import { type Answer, objectAt } from './vault/answer.ts';
import { type Request, VaultHttp } from './vault/http.ts';
import { type SignIn, type SignInContext, signInWith } from './vault/signIn.ts';

/** What lies at a path: its newest version, 0 where nothing ever did; no values where that version was deleted. */
interface Kept {
  version: number;
  values: Record<string, unknown> | undefined;
}

/**
 * The KV engine, version 2, of HashiCorp Vault (https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2) and of
 * OpenBao (https://openbao.org/api-docs/secret/kv/kv-v2): values lie together at a path, and each write makes a version.
 */
export class KvV2 implements SecretStore {
  readonly #name: string;
  readonly #http: VaultHttp;
  readonly #signIn: SignIn;

  constructor(config: VaultConfig, context: SignInContext) {
    this.#name = context.store;
    this.#http = new VaultHttp(context.store, config);
    this.#signIn = signInWith(this.#http, config.auth, context);
  }

  async read(place: StorePlace, signal?: AbortSignal): Promise<StoredSecret> {
    const { version, values } = await this.#read(place, signal);
    if (version === 0) throw storeHasNothing(this.#name, pathOf(place));
    if (!values) throw storeVersionGone(this.#name, pathOf(place));
    const text = Object.hasOwn(values, place.field) ? textOf(values[place.field]) : undefined;
    if (!text) throw storeFieldMissing(this.#name, pathOf(place), place.field);
    return { secret: new Secret(text), version };
  }

  async version(place: StorePlace, signal?: AbortSignal): Promise<number> {
    return (await this.#read({ ...place, version: undefined }, signal)).version;
  }

  async write(place: StorePlace, secret: Secret, expectedVersion: number, signal?: AbortSignal): Promise<number> {
    const kept = await this.#read({ ...place, version: undefined }, signal);
    const changed = () => storeChangedMeanwhile(this.#name, pathOf(place));
    if (kept.version !== expectedVersion) throw changed();
    const data = { ...kept.values, [place.field]: secret.reveal() };
    const body = { options: { cas: expectedVersion }, data };
    const answer = await this.#ask(place, { method: 'POST', path: dataPath(place), body }, signal).catch((error) => {
      if (!(error instanceof Problem && error.code === 'PB727')) throw error;
      return this.#wasWritten(place, secret, expectedVersion, error, signal);
    });
    if (typeof answer === 'number') return answer;
    // The words are the server's own; it has no code for it: vault-plugin-secrets-kv, path_data.go.
    if (answer.status === 400 && /did not match the current version/.test(answer.errors)) throw changed();
    if (answer.status === 404) throw storeHasNothing(this.#name, pathOf(place));
    const version = versionIn(objectAt(answer.body, 'data'));
    if (answer.status !== 200 || version === undefined) throw this.#notUnderstood(answer);
    return version;
  }

  /** The answer to a write did not come: it may have been done all the same. */
  async #wasWritten(place: Place, secret: Secret, expectedVersion: number, cause: Problem, signal?: AbortSignal) {
    const now = await this.#read({ ...place, version: undefined }, signal).catch(() => undefined);
    if (now?.version === expectedVersion) throw cause;
    const written = textOf(now?.values?.[place.field]);
    const ours = now?.version === expectedVersion + 1 && written !== undefined && new Secret(written).equals(secret);
    if (ours) return now.version;
    throw now
      ? storeChangedMeanwhile(this.#name, pathOf(place))
      : storeWriteUncertain(this.#name, pathOf(place), cause);
  }

  async #read(place: Place, signal?: AbortSignal): Promise<Kept> {
    const query = place.version === undefined ? '' : `?version=${place.version}`;
    const answer = await this.#ask(place, { method: 'GET', path: dataPath(place) + query }, signal);
    const version = versionIn(objectAt(answer.body, 'data', 'metadata'));
    // A version that was deleted or destroyed is a 404 too, but one that says which it was.
    if (answer.status === 404) return { version: version ?? 0, values: undefined };
    const values = objectAt(answer.body, 'data', 'data');
    if (answer.status !== 200 || version === undefined || !values) throw this.#notUnderstood(answer);
    return { version, values };
  }

  /** @throws Problem `PB729` for a token that is refused, `PB730` for one that may not do this; what `send` throws. */
  async #ask(place: Place, request: Request, signal?: AbortSignal): Promise<Answer> {
    const token = await this.#signIn.token(signal);
    const answer = await this.#http.send({ ...request, token }, signal);
    if (answer.status !== 403) return answer;
    const problem = await this.#whyForbidden(place, token, answer, signal);
    if (problem.code !== 'PB729' || !this.#signIn.refused(token)) throw problem;
    const another = await this.#signIn.token(signal);
    const second = await this.#http.send({ ...request, token: another }, signal);
    if (second.status === 403) throw await this.#whyForbidden(place, another, second, signal);
    return second;
  }

  /**
   * A token that has expired and one that may not do this are both answered with 403. Where the words do not tell, the
   * token is asked for itself, which all may do whose policies do not leave out `default`:
   * https://developer.hashicorp.com/vault/api-docs/auth/token#lookup-a-token-self
   */
  async #whyForbidden(place: Place, token: Secret, answer: Answer, signal?: AbortSignal) {
    const forbidden = () => storeForbidden(this.#name, pathOf(place));
    if (answer.fromPolicies) return forbidden();
    const lookup = await this.#http.send({ method: 'GET', path: 'auth/token/lookup-self', token }, signal);
    return lookup.status === 200 || lookup.fromPolicies
      ? forbidden()
      : storeSignInRefused(this.#name, answer.errors || 'HTTP 403');
  }

  #notUnderstood({ status, errors }: Answer) {
    return storeAnswerNotUnderstood(this.#name, errors || `HTTP ${status}`);
  }
}

/** A place, of which the newest version is meant where it says none. */
type Place = Omit<StorePlace, 'version'> & { version?: number | undefined };

function pathOf({ mount, path }: Place): string {
  return `${mount}/${path}`;
}

function dataPath({ mount, path }: Place): string {
  return `${encoded(mount)}/data/${encoded(path)}`;
}

function encoded(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

function versionIn(metadata: Record<string, unknown> | undefined): number | undefined {
  const version = metadata?.['version'];
  return typeof version === 'number' && version > 0 ? version : undefined;
}

/** A text, or a number that is still the one that was written. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return Number.isSafeInteger(value) ? String(value) : undefined;
}
