import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { governedForm } from '../../../src/connections/governedForm.ts';
import { FormPlaces } from '../../../src/connections/governedFormPlaces.ts';
import { blockedType, type GovernedType } from '../../../src/connections/governedFormTypes.ts';
import type { AuthType } from '../../../src/model/authType.ts';
import { put } from '../../support/connections.ts';
import { governedWorld, tenant } from '../../support/governed.ts';

const sealed = '-----BEGIN AGE ENCRYPTED FILE-----\nnobody reads this\n-----END AGE ENCRYPTED FILE-----';

/** Settings for one authentication type of Acme. */
const settings = (authTypes: object) => ({ ...tenant, settings: { connectors: { acme: { authTypes } } } });

describe('governed form', () => {
  const world = governedWorld();
  let places: FormPlaces;

  const form = async (folder = 'personal') => {
    await world.changed();
    places = new FormPlaces(() => world.parts.trusted);
    return governedForm(world.parts, await world.parts.catalog.connector('acme'), folder, places);
  };
  const typeOf = async (type: AuthType, folder?: string): Promise<GovernedType> => {
    const found = (await form(folder)).authTypes.find((one) => one.type === type);
    assert.ok(found);
    return found;
  };
  const fieldOf = ({ fields }: GovernedType, name: string) => fields.find((field) => field.name === name);
  const line = (place: number | undefined) => places.at(place ?? -1)?.line;

  it('is the plain form where nobody says anything', async () => {
    const { authTypes, authType } = await form();
    assert.equal(authType, 'oauth2');
    for (const type of authTypes) {
      assert.deepEqual(type.rulings, { personal: { outcome: 'allowed' }, service: { outcome: 'allowed' } });
      assert.ok(type.fields.every(({ policy }) => policy === undefined));
    }
  });

  it('begins with the type that a policy prefers, else with the first that may be used', async () => {
    await world.policy(settings({ byoa: { default: true } }));
    assert.equal((await form()).authType, 'byoa');
    await world.policy(settings({ oauth2: { enabled: false }, byoa: { default: true, enabled: false } }));
    const { authType, authTypes } = await form();
    assert.equal(authType, 'deviceCode');
    const byoa = authTypes.find(({ type }) => type === 'byoa');
    const denial = byoa && blockedType(byoa);
    assert.match(denial?.message ?? '', /Bring your own OAuth 2.0 app.*turned off by the policy “Baseline”/);
    assert.match(denial?.at ?? '', /^baseline\.policy\.jsonc:\d+$/);
    assert.equal(denial?.contact, 'Platform team');
    assert.ok(denial && denial.alternatives.length > 0);
    assert.equal(places.at(denial?.place ?? -1)?.file, world.place('policies/baseline.policy.jsonc'));
  });

  it('has a ruling for each account kind, and takes the one that may be used', async () => {
    const guardrail = { id: 'g', deny: ['create'], when: { folder: 'shared', account: 'personal' }, because: 'No.' };
    await world.policy({ ...tenant, guardrails: [guardrail] });
    const shared = await typeOf('pat', world.shared());
    assert.equal(shared.rulings.personal.outcome, 'blocked');
    assert.equal(shared.rulings.service.outcome, 'allowed');
    assert.equal(shared.accountKind, 'service');
    assert.equal(blockedType(shared), undefined);
    assert.equal((await typeOf('pat')).accountKind, 'personal');
  });

  it('warns with the rule’s words and its line', async () => {
    await world.policy({ ...tenant, guardrails: [{ id: 'g', deny: ['create'], because: 'Soon.', rollout: 'warn' }] });
    const { personal } = (await typeOf('pat')).rulings;
    assert.equal(personal.outcome, 'warned');
    assert.ok(personal.outcome === 'warned' && personal.because === 'Soon.' && line(personal.place) !== undefined);
  });

  it('fills in, locks, requires, bounds and hides fields, and says who', async () => {
    const parameters = {
      siteUrl: { value: 'http://127.0.0.1:4848', hidden: true },
      clientId: { value: 'acme-byoa', locked: true },
      clientSecret: { sealed, required: true },
      scopes: { value: ['api', 'beta'], allowed: ['openid', 'api', 'beta'] },
    };
    await world.policy(settings({ byoa: { parameters } }));
    const type = await typeOf('byoa');
    assert.equal(fieldOf(type, 'siteUrl'), undefined);
    assert.deepEqual(
      type.unseen.map(({ label, by }) => [label, by.policy, by.fromWorkspace]),
      [['Address', 'Baseline', true]],
    );
    const id = fieldOf(type, 'clientId');
    assert.equal(id?.default, 'acme-byoa');
    assert.equal(id?.policy?.locked?.policy, 'Baseline');
    assert.equal(id?.policy?.filled?.fromWorkspace, true);
    const secret = fieldOf(type, 'clientSecret');
    assert.equal(secret?.required, false);
    assert.equal(secret?.policy?.secret?.policy, 'Baseline');
    const scopes = Object.fromEntries((type.scopes ?? []).map((scope) => [scope.name, scope]));
    assert.equal(scopes['beta']?.preselected, true);
    assert.equal(scopes['offline_access']?.preselected, false);
    assert.equal(scopes['tickets:write']?.outside?.policy, 'Baseline');
    assert.ok(!JSON.stringify(type).includes('AGE ENCRYPTED'), 'a sealed secret is in the form');
  });

  it('asks for no key where a policy gives the secret instead', async () => {
    await put(join(world.parts.root, 'policies', 'mine.policy.jsonc'), {
      ...settings({ clientCredentials: { parameters: { clientSecret: { from: 'env:ACME_SECRET' } } } }),
    });
    const type = await typeOf('clientCredentials');
    assert.equal(fieldOf(type, 'privateKey'), undefined);
    assert.equal(fieldOf(type, 'clientSecret')?.or, undefined);
    assert.ok(!JSON.stringify(type).includes('ACME_SECRET'), 'where the secret lies is in the form');
  });

  it('leaves a locked field without a value empty', async () => {
    await world.policy(settings({ pat: { parameters: { siteUrl: { locked: true } } } }));
    const field = fieldOf(await typeOf('pat'), 'siteUrl');
    assert.equal(field?.default, undefined);
    assert.ok(field?.policy?.locked);
  });

  it('takes denials of a workspace that is not trusted, and neither values nor words', async () => {
    await world.policy({
      ...settings({
        byoa: {
          parameters: { clientId: { value: 'their-own-app', locked: true }, scopes: { allowed: ['their-scope'] } },
        },
        pat: { enabled: false },
      }),
    });
    world.parts.trusted = false;
    const all = JSON.stringify((await form()).authTypes);
    const byoa = await typeOf('byoa');
    assert.ok(!all.includes('their-own-app'));
    assert.ok(!all.includes('Baseline'), all);
    assert.ok(byoa.scopes?.every(({ name }) => name !== 'their-scope'));
    assert.ok(fieldOf(byoa, 'clientId')?.policy?.locked);
    assert.equal(fieldOf(byoa, 'clientId')?.policy?.refused[0]?.because, 'this workspace is not trusted');
    assert.match(blockedType(await typeOf('pat'))?.message ?? '', /baseline\.policy\.jsonc, line \d+/);
    world.parts.trusted = true;
  });

  it('follows a change, and gives a line the same number again', async () => {
    await world.policy(settings({ pat: { enabled: false } }));
    const before = blockedType(await typeOf('pat'));
    const again = await governedForm(world.parts, await world.parts.catalog.connector('acme'), 'personal', places);
    const pat = again.authTypes.find(({ type }) => type === 'pat');
    assert.equal(pat && blockedType(pat)?.place, before?.place);
    await rm(world.place('policies/baseline.policy.jsonc'));
    assert.equal(blockedType(await typeOf('pat')), undefined);
  });
});
