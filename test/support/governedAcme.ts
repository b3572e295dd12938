import assert from 'node:assert/strict';
import { join } from 'node:path';
import { type ControlledAcme, startAcme } from '../../examples/acme/acme.ts';
import { type CreateRequest, createConnection } from '../../src/connections/create.ts';
import { memberPublicKey } from '../../src/connections/memberKey.ts';
import { sealPolicySecret } from '../../src/connections/sealPolicySecret.ts';
import { Denial } from '../../src/model/denial.ts';
import { put } from './connections.ts';
import { governedWorld, tenant } from './governed.ts';
import { remember } from './secrets.ts';
import { quietly } from './testParts.ts';

/** An own app that is registered at Acme. */
export const ownApp = { clientId: 'acme-byoa', clientSecret: 'acme-byoa-secret' };

/** {@link governedWorld} with an Acme to connect to, for the suite that calls this. */
export function governedAcme() {
  const world = governedWorld();
  let acme: ControlledAcme;
  before(async () => {
    acme = await startAcme({ control: true });
  });
  after(() => acme.close());

  const password = (more: Partial<CreateRequest> = {}): CreateRequest => ({
    ...{ folder: 'personal', connector: 'acme', authType: 'password', name: '', accountKind: 'personal', scopes: [] },
    values: { siteUrl: acme.url, username: 'ada@acme.example', password: 'demo' },
    ...more,
  });
  const acmeRules = (content: object) => ({ ...tenant, settings: { connectors: { acme: content } } });
  const own = (parameters: object, more: object = {}) => acmeRules({ authTypes: { byoa: { parameters, ...more } } });
  return Object.assign(world, {
    acme: () => acme,
    password,
    byoa: (values: Record<string, string> = {}, more: Partial<CreateRequest> = {}): CreateRequest => ({
      ...password(more),
      authType: 'byoa',
      values: { siteUrl: acme.url, ...values },
    }),
    create: (request: CreateRequest) => createConnection(world.parts, request, quietly()),
    acmeRules,
    /** A policy about own apps at Acme. */
    own,
    /** Such a policy, with the app's secret as it gives it. */
    withSecret: (secret: object) =>
      own({ clientId: { value: ownApp.clientId, locked: true }, clientSecret: { ...secret, hidden: true } }),
    /** Puts a policy in force. */
    rule: async (content: object | string) => {
      await world.policy(content);
      await world.changed();
    },
    /** The same for a policy of the person, which may say more than a workspace's. */
    personal: async (content: object) => {
      await put(join(world.parts.root, 'policies', 'own.policy.jsonc'), content);
      await world.changed();
    },
    /** The app's secret sealed to the tester, as the quick fix does it. */
    sealed: async (at = { connector: 'acme', parameter: 'clientSecret' }): Promise<string> => {
      const key = await memberPublicKey(world.parts.vault);
      await put(world.place('members.jsonc'), { version: 1, people: [{ user: 'tester@acme.example', keys: [key] }] });
      await world.changed();
      return sealPolicySecret(world.parts, { ...at, text: remember(ownApp.clientSecret) });
    },
  });
}

/** A denial with the place of its rule; anything else fails. */
export async function denied(work: Promise<unknown>): Promise<Denial> {
  const error = await work.then(
    () => assert.fail('it was done'),
    (problem: unknown) => problem,
  );
  assert.ok(error instanceof Denial, String(error));
  assert.match(error.facts.at?.file ?? '', /\.jsonc$/);
  assert.ok((error.facts.at?.line ?? 0) > 0);
  return error;
}
