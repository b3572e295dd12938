import { randomUUID } from 'node:crypto';
import { remember } from '../secrets.ts';
import type { Reply } from './reply.ts';

/*
 * Part of a STUB, see vaultStub.ts. Tokens, policies and AppRole as they are documented:
 * https://developer.hashicorp.com/vault/api-docs/auth/token, https://developer.hashicorp.com/vault/api-docs/auth/approle
 */

export interface StubToken {
  id: string;
  policies: string[];
  ttlMs: number;
  endsAt: number;
  /** Milliseconds since 1970 past which no renewal reaches. */
  mostAt: number;
  renewable: boolean;
}

interface Role {
  id: string;
  policies: string[];
  ttlMs: number;
  mostMs: number;
  secretIdUses: number;
  /** The uses that are left, 0 for no end. */
  secretIds: Map<string, number>;
}

type Paths = Record<string, { capabilities: string[] }>;

/** What every token may do that has the policy `default`. */
const defaultPolicy: Paths = {
  'auth/token/lookup-self': { capabilities: ['read'] },
  'auth/token/renew-self': { capabilities: ['update'] },
};

export class TokenStore {
  readonly tokens = new Map<string, StubToken>();
  readonly policies = new Map<string, Paths>([['default', defaultPolicy]]);
  readonly roles = new Map<string, Role>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** `undefined` where there is no such token or it has ended. */
  alive(id: string | undefined): StubToken | undefined {
    const token = id === undefined ? undefined : this.tokens.get(id);
    return token && token.endsAt > this.#now() ? token : undefined;
  }

  mayDo(token: StubToken, path: string, capabilities: readonly string[]): boolean {
    if (token.policies.includes('root')) return true;
    return token.policies
      .flatMap((name) => Object.entries(this.policies.get(name) ?? {}))
      .filter(([glob]) => (glob.endsWith('*') ? path.startsWith(glob.slice(0, -1)) : path === glob))
      .some(([, rule]) => rule.capabilities.some((one) => capabilities.includes(one)));
  }

  create(policies: string[], ttlMs: number, mostMs = ttlMs): StubToken {
    const now = this.#now();
    const token: StubToken = {
      id: remember(`hvs.stub-${randomUUID()}`),
      policies,
      ttlMs,
      endsAt: now + ttlMs,
      mostAt: now + mostMs,
      renewable: mostMs > ttlMs,
    };
    this.tokens.set(token.id, token);
    return token;
  }

  renew(token: StubToken): StubToken {
    token.endsAt = Math.min(this.#now() + token.ttlMs, token.mostAt);
    return token;
  }

  setRole(name: string, body: Record<string, unknown>): Reply {
    this.roles.set(name, {
      id: this.roles.get(name)?.id ?? randomUUID(),
      policies: ['default', ...String(body['token_policies']).split(',')],
      ttlMs: milliseconds(body['token_ttl'] ?? '3600s'),
      mostMs: milliseconds(body['token_max_ttl'] ?? '86400s'),
      secretIdUses: Number(body['secret_id_num_uses'] ?? 0),
      secretIds: new Map(),
    });
    return { status: 204 };
  }

  secretId(name: string): Reply {
    const role = this.roles.get(name);
    if (!role) return { status: 404, errors: [] };
    const id = remember(randomUUID());
    role.secretIds.set(id, role.secretIdUses);
    return { status: 200, data: { secret_id: id, secret_id_num_uses: role.secretIdUses } };
  }

  login({ role_id: roleId, secret_id: secretId }: Record<string, unknown>): StubToken | undefined {
    const role = [...this.roles.values()].find(({ id }) => id === roleId);
    const uses = role?.secretIds.get(String(secretId));
    if (!role || uses === undefined) return undefined;
    if (uses === 1) role.secretIds.delete(String(secretId));
    else if (uses > 1) role.secretIds.set(String(secretId), uses - 1);
    return this.create(role.policies, role.ttlMs, role.mostMs);
  }
}

/** `60s`; no other unit is used in tests. */
export function milliseconds(duration: unknown): number {
  return Number.parseInt(String(duration), 10) * 1000;
}
