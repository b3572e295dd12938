import assert from 'node:assert/strict';
import { join } from 'node:path';
import { machineDirectory } from '../../../src/storage/machineDirectory.ts';
import { mappedUser, type OwnershipCheck } from '../../../src/storage/machinePolicies.ts';
import { type PolicyLocations, readPolicyPlaces } from '../../../src/storage/policyPlaces.ts';
import { newSigner } from '../../support/bundles.ts';
import { put } from '../../support/connections.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const administrators: OwnershipCheck = async () => undefined;
const somebodys: OwnershipCheck = async ([path]) => `${path} belongs to somebody`;
const { publicKey } = newSigner();
const anchor = { url: 'https://policy.acme.example/bundle.json', publicKey };

describe('the places of policies', () => {
  const root = temporaryDirectory();
  const at = (...names: string[]) => join(root.path, ...names);
  const read = (changes: Partial<PolicyLocations> = {}, check = administrators) =>
    readPolicyPlaces(
      {
        ...{ machine: at('machine'), user: at('user'), workspaces: [at('one'), at('two')] },
        ...{ trusted: true, organisation: null, ...changes },
      },
      check,
    );

  it('are all named, also where nothing lies in them', async () => {
    const { sources, members, organisation } = await read();
    assert.deepEqual(
      sources.map(({ kind, id, files }) => [kind, id, files]),
      [
        ['machine', at('machine'), []],
        ['user', at('user'), []],
        ['workspace', at('one', '.patchbay', 'policies'), []],
        ['workspace', at('two', '.patchbay', 'policies'), []],
      ],
    );
    assert.deepEqual([members, organisation], [[], undefined]);
    assert.equal((await read({}, somebodys)).sources[0]?.kind, 'machine', 'nothing is demoted that is not there');
  });

  it('give policies and members, each with whose they are', async () => {
    await put(at('machine', 'm.policy.jsonc'), 'm');
    await put(at('machine', 'members.jsonc'), 'machine people');
    await put(at('user', 'u.policy.jsonc'), 'u');
    await put(at('one', '.patchbay', 'policies', 'w.policy.jsonc'), 'w');
    await put(at('one', '.patchbay', 'members.jsonc'), 'people');
    const found = await read();
    assert.deepEqual(
      found.sources.flatMap(({ files = [] }) => files.map(({ text }) => text)),
      ['m', 'u', 'w'],
    );
    assert.deepEqual(
      found.members.map(({ text, from }) => [text, from]),
      [
        ['machine people', 'machine'],
        ['people', 'workspace'],
      ],
    );
    const wary = await read({ trusted: false });
    assert.deepEqual(
      wary.sources.map(({ trusted }) => trusted),
      [true, true, false, false],
    );
    assert.equal(wary.members.length, 1, 'people of a repository that is not trusted');
  });

  it('count the computer’s as the user’s where somebody else may have written them', async () => {
    await put(at('machine', 'm.policy.jsonc'), 'm');
    await put(at('machine', 'members.jsonc'), 'people');
    const { sources, members } = await read({}, somebodys);
    const [machine] = sources;
    assert.deepEqual([machine?.kind, machine?.demoted?.from], ['user', 'machine']);
    assert.equal(machine?.demoted?.because, `${at('machine')} belongs to somebody`);
    assert.equal(members[0]?.from, 'user');
  });

  it('find the organisation in the computer’s file, else in the setting', async () => {
    assert.deepEqual((await read({ organisation: anchor })).organisation, anchor);
    const other = { ...anchor, url: 'https://other.example/' };
    const file = await put(at('machine', 'organisation.jsonc'), `// where\n${JSON.stringify(other)}`);
    assert.deepEqual((await read({ organisation: anchor })).organisation, other);
    await put(file, '{ "url": ');
    const { organisation, sources } = await read({ organisation: anchor });
    assert.equal(organisation, undefined, 'a broken file is not made up for by a setting');
    const broken = sources.find(({ kind }) => kind === 'organisation')?.files?.[0];
    assert.equal(broken?.file, file);
    assert.match(broken?.unreadable ?? '', /organisation\.jsonc is not valid JSON at line 1/);
  });

  it('know nothing of an organisation whose setting cannot be followed', async () => {
    for (const organisation of [undefined, null, '', {}]) {
      assert.ok(!(await read({ organisation })).sources.some(({ kind }) => kind === 'organisation'));
    }
    const { sources } = await read({ organisation: { ...anchor, url: 'http://policy.acme.example' } });
    const source = sources.find(({ kind }) => kind === 'organisation');
    assert.deepEqual(source?.files, [
      { file: 'patchbay.organisationPolicy', unreadable: 'the address is not an https address' },
    ]);
  });
});

describe('who the user of the system is', () => {
  const root = temporaryDirectory();
  const mapping = (content: string) => put(join(root.path, 'identity.jsonc'), content);
  const who = (user = 'ada', check = administrators) => mappedUser(root.path, user, check);

  it('is what the administrator says, and nobody else', async () => {
    assert.equal(await who(), undefined);
    await mapping('{ "$schema": "x", "ada": "ada@acme.example", /* her */ "root": "root@acme.example" }');
    assert.deepEqual(await who(), { user: 'ada@acme.example' });
    assert.equal(await who('tomas'), undefined);
    assert.equal(await who('constructor'), undefined);
    assert.equal(await who('ada', somebodys), undefined);
  });

  it('is not known where it cannot be read', async () => {
    await mapping('{ "ada": ');
    assert.match(JSON.stringify(await who()), /unreadable.*line 1/);
    await mapping('{ "ada": ["ada@acme.example"] }');
    assert.match(JSON.stringify(await who()), /not a list of users/);
  });
});

describe('the directory of the computer’s policies', () => {
  it('is where administrators put such things', () => {
    assert.equal(machineDirectory('linux', {}), '/etc/patchbay/policies.d');
    assert.equal(machineDirectory('darwin', {}), '/Library/Application Support/Patchbay/policies.d');
    assert.equal(machineDirectory('win32', {}), 'C:\\ProgramData\\Patchbay\\policies.d');
    assert.equal(machineDirectory('win32', { ProgramData: 'D:\\Data' }), 'D:\\Data\\Patchbay\\policies.d');
  });
});
