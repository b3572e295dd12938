import assert from 'node:assert/strict';
import { join } from 'node:path';
import { governedForm } from '../../../../src/connections/governedForm.ts';
import { FormPlaces } from '../../../../src/connections/governedFormPlaces.ts';
import { openFields } from '../../../../src/views/quickAdd/draft.ts';
import { givenBy } from '../../../../src/views/quickAdd/given.ts';
import { put } from '../../../support/connections.ts';
import { governedWorld, tenant } from '../../../support/governed.ts';

const parameters = {
  siteUrl: { value: 'http://127.0.0.1:4848', hidden: true },
  clientId: { value: 'acme-byoa', locked: true },
  clientSecret: { sealed: '-----BEGIN AGE ENCRYPTED FILE-----\nx\n-----END AGE ENCRYPTED FILE-----' },
  scopes: { value: ['api'] },
};
const policy = { ...tenant, settings: { connectors: { acme: { authTypes: { byoa: { parameters } } } } } };

describe('what policies give in quick add', () => {
  const world = governedWorld();
  const byoa = async () => {
    await world.changed();
    const acme = await world.parts.catalog.connector('acme');
    const form = await governedForm(world.parts, acme, 'personal', new FormPlaces(() => true));
    const type = form.authTypes.find((one) => one.type === 'byoa');
    assert.ok(type);
    return type;
  };

  it('is named where a repository gives it, without secrets, and is not asked for', async () => {
    await world.policy(policy);
    const type = await byoa();
    assert.deepEqual(
      givenBy(type).map(({ label, value }) => [label, value]),
      [
        ['Client ID', 'acme-byoa'],
        ['Client secret', undefined],
        ['Scopes', 'api'],
        ['Address', undefined],
      ],
    );
    assert.deepEqual(openFields(type.fields), []);
  });

  it('needs no word where the person’s own policies give it', async () => {
    await put(join(world.parts.root, 'policies', 'own.policy.jsonc'), policy);
    assert.deepEqual(givenBy(await byoa()), []);
  });
});
