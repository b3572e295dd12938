import assert from 'node:assert/strict';
import { join } from 'node:path';
import { governedForm } from '../../../src/connections/governedForm.ts';
import { askedFields, asksSharing } from '../../../src/connections/governedFormAsked.ts';
import { isUnfinishedReference, wrongReference } from '../../../src/connections/governedFormChecks.ts';
import { FormPlaces } from '../../../src/connections/governedFormPlaces.ts';
import type { GovernedType } from '../../../src/connections/governedFormTypes.ts';
import { memberIdentity } from '../../../src/connections/memberKey.ts';
import { joinWorkspace } from '../../../src/connections/sharing/join.ts';
import type { AuthType } from '../../../src/model/authType.ts';
import { put } from '../../support/connections.ts';
import { governedWorld, tenant } from '../../support/governed.ts';

describe('governed form: sharing', () => {
  const world = governedWorld();
  const members = () => world.place('members.jsonc');

  const form = async (folder = world.shared()) => {
    await world.changed();
    const acme = await world.parts.catalog.connector('acme');
    return governedForm(world.parts, acme, folder, new FormPlaces(() => world.parts.trusted));
  };
  const typeOf = async (type: AuthType, folder?: string): Promise<GovernedType> => {
    const found = (await form(folder)).authTypes.find((one) => one.type === type);
    assert.ok(found);
    return found;
  };
  const codes = ({ sharing }: GovernedType) => sharing.map(({ kind, problem }) => `${kind} ${problem?.code ?? 'ok'}`);
  const joins = async () => {
    await joinWorkspace(world.parts, members(), 'tester@acme.example');
  };

  it('is asked in a shared folder of a workspace that is trusted, and nowhere else', async () => {
    await joins();
    assert.equal((await typeOf('pat')).sharing.length, 3);
    const personal = await form('personal');
    assert.ok(!personal.authTypes.some(asksSharing));
    assert.equal(personal.readers, undefined);
    const nowhere = await form('');
    assert.ok(nowhere.authTypes.every(({ sharing }) => sharing.length === 0));
    world.parts.trusted = false;
    const untrusted = await form();
    assert.ok(untrusted.authTypes.every(({ sharing }) => sharing.length === 0));
    assert.equal(untrusted.readers, undefined);
    world.parts.trusted = true;
  });

  it('is only said in the Personal Workspace where a secret may lie elsewhere', async () => {
    const personal = await form('personal');
    const kinds = personal.authTypes.map(({ type, sharing }) => `${type} ${sharing.map(({ kind }) => kind).join()}`);
    assert.deepEqual(
      kinds.filter((one) => one.endsWith(' reference')).sort(),
      ['apiKey', 'basic', 'clientCredentials', 'pat'].map((type) => `${type} reference`),
    );
    assert.ok(personal.authTypes.every(({ usualSharing }) => Object.keys(usualSharing).length === 0));
  });

  it('is sealed for a service account, and each one’s own for a person', async () => {
    await joins();
    assert.deepEqual(codes(await typeOf('pat')), ['sealed ok', 'eachMember ok', 'reference ok']);
    assert.deepEqual((await typeOf('pat')).usualSharing, { personal: 'eachMember', service: 'sealed' });
  });

  it('says of what changes when it is used that it cannot be one for all', async () => {
    await joins();
    const oauth = await typeOf('oauth2');
    assert.deepEqual(codes(oauth), ['sealed PB707', 'eachMember ok', 'reference PB707']);
    assert.deepEqual(oauth.usualSharing, { personal: 'eachMember', service: 'eachMember' });
    assert.match(oauth.sharing[0]?.problem?.message ?? '', /changes when it is used/);
  });

  it('says who has to join first, and makes no key by asking', async () => {
    const pat = await typeOf('pat');
    assert.deepEqual(codes(pat), ['sealed PB701', 'eachMember ok', 'reference ok']);
    assert.equal(pat.sharing[0]?.problem?.join, true);
    assert.deepEqual(pat.usualSharing, { personal: 'eachMember', service: 'eachMember' });
    assert.equal(await memberIdentity(world.parts.vault), undefined);
  });

  it('keeps to what the folder fixes, also where that leaves nothing', async () => {
    await joins();
    await put(join(world.finance(), 'folder.jsonc'), { version: 1, credentials: 'sealed' });
    assert.deepEqual(codes(await typeOf('pat')), ['sealed ok', 'eachMember PB708', 'reference PB708']);
    assert.deepEqual((await typeOf('pat')).usualSharing, { personal: 'sealed', service: 'sealed' });
    assert.equal((await typeOf('pat')).sharing[1]?.problem?.join, false);
    const oauth = await typeOf('oauth2');
    assert.deepEqual(codes(oauth), ['sealed PB707', 'eachMember PB708', 'reference PB708']);
    assert.deepEqual(oauth.usualSharing, {});
  });

  it('names those who could use it: who has joined, who has not, and who one is', async () => {
    const roles = {
      'Folder Administrator': ['tester@acme.example'],
      'Automation User': ['ben@acme.example'],
    };
    await put(join(world.finance(), 'folder.jsonc'), { version: 1, roles });
    await put(members(), { version: 1, people: [{ user: 'eve@acme.example' }] });
    const before = await form();
    assert.deepEqual(before.readers?.map(({ user, joined, you }) => [user, joined, you]).sort(), [
      ['ben@acme.example', false, false],
      ['tester@acme.example', false, true],
    ]);
    await joins();
    const { readers, authTypes } = await form();
    const me = readers?.find(({ user }) => user === 'tester@acme.example');
    assert.deepEqual(me, { user: 'tester@acme.example', joined: true, you: true });
    const sealed = authTypes.find(({ type }) => type === 'pat')?.sharing[0];
    assert.match(sealed?.description ?? '', /to one person/);
    const identity = (await memberIdentity(world.parts.vault))?.reveal();
    assert.ok(identity && !JSON.stringify(await form()).includes(identity), 'the private key is in the form');
  });

  it('names nobody where the files do not tell', async () => {
    await put(members(), '{ "version": 1, "people": [');
    const { readers, authTypes } = await form();
    const pat = authTypes.find(({ type }) => type === 'pat');
    assert.equal(pat?.sharing[0]?.problem?.code, 'PB709');
    assert.equal(readers, undefined);
  });

  it('asks for a secret that lies elsewhere where it lies, and not for itself', async () => {
    const fields = askedFields(await typeOf('clientCredentials'), 'reference');
    const asked = fields.map(({ name, kind, required, or }) => [name, kind, required, or]);
    assert.deepEqual(
      asked.filter(([, kind]) => kind === 'reference'),
      [
        ['clientSecret', 'reference', false, 'privateKey'],
        ['privateKey', 'reference', false, 'clientSecret'],
      ],
    );
    assert.ok(asked.some(([name, kind]) => name === 'clientId' && kind === 'text'));
    const [token] = askedFields(await typeOf('pat'), 'reference').filter(({ name }) => name === 'token');
    assert.deepEqual([token?.kind, token?.required, token?.startsWith], ['reference', true, undefined]);
    assert.match(token?.description ?? '', /env:NAME.*file:\/path.*vault:\/\/store\/mount\/path#field/);
    assert.equal(askedFields(await typeOf('pat'), 'eachMember').find(({ name }) => name === 'token')?.kind, 'secret');
    const sealed = askedFields(await typeOf('pat'), 'sealed').find(({ name }) => name === 'token');
    assert.match(sealed?.description ?? '', /get it sealed/);
  });

  it('has no secret lie elsewhere that a policy gives', async () => {
    const parameters = { clientSecret: { from: 'env:ACME_SECRET' } };
    await put(join(world.parts.root, 'policies', 'mine.policy.jsonc'), {
      ...{ ...tenant, settings: { connectors: { acme: { authTypes: { clientCredentials: { parameters } } } } } },
    });
    const type = await typeOf('clientCredentials');
    assert.deepEqual(
      type.sharing.map(({ kind }) => kind),
      ['sealed', 'eachMember'],
    );
    assert.ok(askedFields(type, 'reference').every(({ kind }) => kind !== 'reference'));
  });

  it('holds a reference against the forms that there are', () => {
    const field = { kind: 'reference', label: 'API key' } as const;
    for (const good of ['env:ACME_KEY', ' file:/run/secrets/acme ', 'vault://main/secret/acme#key', ''])
      assert.equal(wrongReference(field, good), undefined, good);
    assert.match(wrongReference(field, 'acme_key_1234567890') ?? '', /API key is not found like this.*“acme_key_123…”/);
    assert.match(wrongReference(field, 'file:relative') ?? '', /not an absolute path/);
    assert.equal(wrongReference({ kind: 'secret', label: 'API key' }, 'acme'), undefined);
    for (const begun of ['e', 'env:', 'vault:', 'vault://main/']) assert.ok(isUnfinishedReference(begun), begun);
    assert.ok(!isUnfinishedReference('acme_key'));
  });
});
