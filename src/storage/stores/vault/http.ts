import * as l10n from '@vscode/l10n';
import { Cancelled, Problem } from '../../../model/problem.ts';
import { storeAnswerNotUnderstood, storeLeadsElsewhere, storeUnreachable } from '../../../model/problems.ts';
import type { Secret } from '../../../model/secret.ts';
import { providerFetch } from '../../network/http.ts';
import { networkDetail } from '../../network/networkFailure.ts';
import type { VaultConfig } from '../settings.ts';
import { type Answer, readAnswer } from './answer.ts';
import { Passing, passingGuard } from './guard.ts';
import { healthProblem } from './health.ts';

export interface Request {
  method: 'GET' | 'POST';
  /** Below `/v1/`, with each segment encoded; a query may follow. */
  path: string;
  token?: Secret;
  /** What is sent as JSON. */
  body?: unknown;
  /** False for what belongs to the server and not to a namespace. */
  inNamespace?: boolean;
}

const mostRedirects = 3;

/** Asks one Vault (https://developer.hashicorp.com/vault/api-docs; OpenBao speaks the same). */
export class VaultHttp {
  readonly #name: string;
  readonly #config: Pick<VaultConfig, 'address' | 'namespace'>;
  readonly #guard = passingGuard();

  /** @param name of the store, for problems. */
  constructor(name: string, config: Pick<VaultConfig, 'address' | 'namespace'>) {
    this.#name = name;
    this.#config = config;
  }

  /**
   * Sends one request; one that only reads is sent again, twice at most, after a failure that may pass.
   *
   * @returns what the server answered, also where that is a refusal.
   * @throws Problem `PB727` where there is no answer, `PB728` where the server is sealed, `PB735` where it is no Vault,
   *   `PB738` where it leads to another server; Cancelled.
   */
  async send(request: Request, signal?: AbortSignal): Promise<Answer> {
    try {
      return await this.#guard(request.method === 'GET', () => this.#once(request, signal), signal);
    } catch (error) {
      if (signal?.aborted) throw new Cancelled();
      if (!(error instanceof Passing)) throw error;
      throw error.answered ? await this.#explain(error, signal) : storeUnreachable(this.#name, error.message);
    }
  }

  async #once(request: Request, signal?: AbortSignal): Promise<Answer> {
    const response = await this.#follow(request, signal).catch((error: unknown) => {
      if (error instanceof Problem || error instanceof Cancelled) throw error;
      const detail = networkDetail(error);
      throw detail === undefined
        ? storeAnswerNotUnderstood(this.#name, l10n.t('it is too large or of another form'))
        : Passing.cutOff(detail, error);
    });
    const answer = await readAnswer(response);
    const { status } = answer;
    // 412: a replica that lags behind; 429: too many requests (https://developer.hashicorp.com/vault/api-docs#http-status-codes).
    if (status === 412 || status === 429 || status >= 500) throw Passing.of(answer);
    if (!answer.understood) throw storeAnswerNotUnderstood(this.#name, `HTTP ${status}`);
    return answer;
  }

  /**
   * A standby may answer with the address of the active node. It is followed on the same server only: where else it leads
   * is what an answer says and not what the person said, and the token would go there.
   */
  async #follow({ method, path, token, body, inNamespace = true }: Request, signal?: AbortSignal): Promise<Response> {
    const { address, namespace } = this.#config;
    const headers = {
      Accept: 'application/json',
      // An agent in between may demand it, against requests that a page forges.
      'X-Vault-Request': 'true',
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...(token === undefined ? {} : { 'X-Vault-Token': token.reveal() }),
      ...(inNamespace && namespace !== undefined ? { 'X-Vault-Namespace': namespace } : {}),
    };
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    let url = new URL(`${address}/v1/${path}`);
    for (let hops = 0; hops <= mostRedirects; hops++) {
      const response = await providerFetch(url, init, signal);
      const location = response.headers.get('Location');
      if (response.status < 300 || response.status > 399 || location === null) return response;
      const next = URL.parse(location, url);
      if (next?.origin !== url.origin) throw storeLeadsElsewhere(this.#name, next?.origin ?? '?');
      url = next;
    }
    throw storeAnswerNotUnderstood(this.#name, 'HTTP 307');
  }

  /** Asks a server that failed how it is, without the token. */
  async #explain(failed: Passing, signal?: AbortSignal): Promise<Error> {
    if (failed.sealed) return healthProblem(this.#name, 503, failed.message);
    const request: Request = { method: 'GET', path: 'sys/health', inNamespace: false };
    const health = await this.#follow(request, signal).catch(() => undefined);
    return healthProblem(this.#name, health?.status, failed.message);
  }
}
