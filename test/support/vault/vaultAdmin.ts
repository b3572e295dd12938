import { remember } from '../secrets.ts';

/** A Vault that tests speak to: the stub, or a real one. */
export interface VaultUnderTest {
  address: string;
  rootToken: string;
}

/** Does by the documented requests what somebody who looks after a Vault does. */
export class VaultAdmin {
  readonly address: string;
  readonly #rootToken: string;

  constructor({ address, rootToken }: VaultUnderTest) {
    this.address = address;
    this.#rootToken = rootToken;
  }

  async put(path: string, data: Record<string, unknown>, namespace?: string): Promise<void> {
    await this.call('POST', path, { data }, namespace);
  }

  /** The values at a path now, and their version. */
  async get(path: string): Promise<{ data: Record<string, unknown>; metadata: { version: number } }> {
    return (await this.call('GET', path))['data'] as never;
  }

  /** @param paths glob → capabilities. */
  async policy(name: string, paths: Record<string, string[]>): Promise<void> {
    const path = Object.fromEntries(Object.entries(paths).map(([glob, capabilities]) => [glob, { capabilities }]));
    await this.call('POST', `sys/policies/acl/${name}`, { policy: JSON.stringify({ path }) });
  }

  async token(body: { policies?: string[]; ttl?: string; no_default_policy?: boolean } = {}): Promise<string> {
    return remember(
      ((await this.call('POST', 'auth/token/create', body))['auth'] as { client_token: string }).client_token,
    );
  }

  async revoke(token: string): Promise<void> {
    await this.call('POST', 'auth/token/revoke', { token });
  }

  async roleId(role: string): Promise<string> {
    return ((await this.call('GET', `auth/approle/role/${role}/role-id`))['data'] as { role_id: string }).role_id;
  }

  async secretId(role: string): Promise<string> {
    const answer = await this.call('POST', `auth/approle/role/${role}/secret-id`, {});
    return remember((answer['data'] as { secret_id: string }).secret_id);
  }

  /** @throws Error with what was refused. */
  async call(method: string, path: string, body?: unknown, namespace?: string): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.address}/v1/${path}`, {
      method,
      headers: { 'X-Vault-Token': this.#rootToken, ...(namespace ? { 'X-Vault-Namespace': namespace } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return text === '' ? {} : JSON.parse(text);
  }
}
