import type { ServerResponse } from 'node:http';
import { LocalServer, type Seen } from '../localServer.ts';
import { KvEngine } from './kvEngine.ts';
import { type Reply, refusal, send } from './reply.ts';
import { milliseconds, type StubToken, TokenStore } from './tokenStore.ts';

/**
 * A STUB of a HashiCorp Vault or an OpenBao: NOT the real server. It imitates, of what their pages document
 * (https://developer.hashicorp.com/vault/api-docs), only what Patchbay meets: KV version 2 with check-and-set, tokens that
 * end, policies, AppRole, namespaces, sealing, the statuses of `sys/health`, standby nodes that redirect. The words of its
 * errors are those of OpenBao 2.5. What speaks to it is the same code that speaks to the real one: only the address differs.
 * `PATCHBAY_TEST_VAULT=/path/to/bao npm run unit` runs the same tests against a real one.
 */
export class VaultStub extends LocalServer {
  /** Milliseconds since 1970, as this server has it. */
  now: () => number = Date.now;
  sealed = false;
  /** What `sys/health` answers while the server is not sealed. */
  health = 200;
  /** A standby node: where the active one is. `''` where none is known. */
  activeNode: string | undefined;
  /** Whether an ended token is refused in the words of newer servers of HashiCorp. */
  saysInvalidToken = false;
  /** Called before a write is looked at: for what others do meanwhile. */
  beforeWrite: () => void = () => {};
  /** Answers in place of the server where it returns true. */
  meddle: (request: Seen, response: ServerResponse) => boolean = () => false;
  readonly tokens = new TokenStore(() => this.now());
  readonly rootToken = this.tokens.create(['root'], 1e12).id;
  readonly #engines = new Map<string, KvEngine>([['secret', new KvEngine()]]);
  readonly #namespaces = new Set<string>();

  override answer = (request: Seen, response: ServerResponse): void => {
    if (!this.meddle(request, response)) send(response, this.#reply(request));
  };

  /** What somebody else writes below `secret`. */
  write(path: string, body: string): void {
    this.#engines.get('secret')?.write(path, parsed(body));
  }

  #reply(request: Seen): Reply {
    const { pathname, search } = request.url;
    const path = decodeURIComponent(pathname.replace(/^\/v1\//, ''));
    if (path === 'sys/health') return { status: this.sealed ? 503 : this.health, data: { sealed: this.sealed } };
    if (path === 'sys/unseal') {
      this.sealed = false;
      return { status: 200 };
    }
    if (this.sealed) return refusal(503, 'Vault is sealed');
    if (this.activeNode === '') return refusal(503, 'no active Vault instance found');
    if (this.activeNode !== undefined) return { status: 307, location: `${this.activeNode}${pathname}${search}` };
    const namespace = String(request.headers['x-vault-namespace'] ?? '').replace(/\/$/, '');
    if (namespace !== '' && !this.#namespaces.has(namespace)) return refusal(404, 'namespace not found');
    return this.#inNamespace(request, path, namespace);
  }

  #inNamespace(request: Seen, path: string, namespace: string): Reply {
    const body = parsed(request.body);
    if (path === 'auth/approle/login') {
      const token = this.tokens.login(body);
      return token ? authenticated(token) : refusal(400, 'invalid role or secret ID');
    }
    const token = this.tokens.alive(request.headers['x-vault-token'] as string | undefined);
    if (!token) {
      const newer = '2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n';
      return refusal(403, this.saysInvalidToken ? newer : 'permission denied');
    }
    const needs = request.method === 'GET' ? ['read'] : ['create', 'update'];
    if (!this.tokens.mayDo(token, join(namespace, path), needs))
      return refusal(403, '1 error occurred:\n\t* permission denied\n\n');
    if (path === 'auth/token/renew-self') return authenticated(this.tokens.renew(token));
    if (path === 'auth/token/create') {
      const policies = [...(body['no_default_policy'] ? [] : ['default']), ...((body['policies'] as string[]) ?? [])];
      return authenticated(this.tokens.create(policies, milliseconds(body['ttl'] ?? '3600s')));
    }
    return this.#manage(path, body, token, namespace) ?? this.#kv(request, path, namespace);
  }

  /** What an administrator does with it. */
  #manage(path: string, body: Record<string, unknown>, token: StubToken, namespace: string): Reply | undefined {
    const [, kind, name = '', rest] =
      /^(sys\/policies\/acl|sys\/mounts|sys\/namespaces|auth\/approle\/role)\/(.+?)(\/(?:role-id|secret-id))?$/.exec(
        path,
      ) ?? [];
    if (path === 'auth/token/lookup-self') return { status: 200, data: { policies: token.policies } };
    if (path === 'auth/token/revoke') this.tokens.tokens.delete(String(body['token']));
    else if (path === 'sys/seal') this.sealed = true;
    else if (kind === 'sys/policies/acl') this.tokens.policies.set(name, JSON.parse(String(body['policy'])).path);
    else if (kind === 'sys/mounts') this.#engines.set(join(namespace, name), new KvEngine());
    else if (kind === 'sys/namespaces') this.#namespaces.add(name);
    else if (rest === '/role-id') return { status: 200, data: { role_id: this.tokens.roles.get(name)?.id } };
    else if (rest === '/secret-id') return this.tokens.secretId(name);
    else if (kind === 'auth/approle/role') return this.tokens.setRole(name, body);
    else return path === 'sys/auth/approle' ? { status: 204 } : undefined;
    return { status: 204 };
  }

  #kv({ method, url, body }: Seen, path: string, namespace: string): Reply {
    const [, mount = '', kind, below = ''] = /^(.+?)\/(data|destroy)\/(.+)$/.exec(path) ?? [];
    const engine = this.#engines.get(join(namespace, mount));
    if (!engine) return refusal(404, `no handler for route "${path}". route entry not found.`);
    if (method === 'GET') return engine.read(below, Number(url.searchParams.get('version') ?? 0));
    if (method === 'DELETE') return engine.deleteNewest(below);
    if (kind === 'destroy') return engine.destroy(below, parsed(body)['versions'] as number[]);
    this.beforeWrite();
    return engine.write(below, parsed(body));
  }
}

function join(namespace: string, path: string): string {
  return namespace === '' ? path : `${namespace}/${path}`;
}

function parsed(body: string): Record<string, unknown> {
  return body === '' ? {} : JSON.parse(body);
}

function authenticated({ id, policies, ttlMs, renewable }: StubToken): Reply {
  return { status: 200, auth: { client_token: id, policies, lease_duration: ttlMs / 1000, renewable } };
}
