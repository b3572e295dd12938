import assert from 'node:assert/strict';
import { applyEdits, parseTree } from 'jsonc-parser';
import type { PolicyProblem } from '../../../../src/policy/index.ts';
import { newIdentity } from '../../../../src/storage/seal.ts';
import { membersFixes } from '../../../../src/views/membersEditing/fixes.ts';
import { folderProblems, membersProblems } from '../../../../src/views/membersEditing/problems.ts';
import { fixesOf } from '../../../../src/views/policyEditing/edits.ts';
import { folderFile, peopleScene } from './peopleFixture.ts';

const writer = { user: 'ana@x.example', now: Date.parse('2026-11-24') };

/** The titles of what mends the first problem with a code, and the text after each. */
function mended(text: string, problems: readonly PolicyProblem[], code: string) {
  const problem = problems.find((one) => one.code === code) ?? assert.fail(JSON.stringify(problems));
  const root = parseTree(text, [], { allowTrailingComma: true });
  const fixes = [...fixesOf(text, root, problem, writer), ...membersFixes(text, root, problem, writer)];
  return fixes.map(({ title, edits = [] }) => [title, applyEdits(text, [...edits])] as const);
}

const inMembers = (text: string, code: string) =>
  mended(text, membersProblems(text, '/w/.patchbay/members.jsonc'), code);
const inFolder = (text: string, code: string) => mended(text, folderProblems(text, folderFile, peopleScene()), code);

describe('quick fixes of members.jsonc', () => {
  let key: string;
  let other: string;
  let identity: string;

  before(async () => {
    [key, other] = [(await newIdentity()).publicKey, (await newIdentity()).publicKey];
    identity = (await newIdentity()).identity;
  });

  const members = (...people: string[]) => `{ "version": 1, "people": [${people.join(', ')}] }`;

  it('take a private key out, with its place in a list, and its letters alone from anywhere else', () => {
    assert.deepEqual(inMembers(members(`{ "user": "ana", "keys": ["${identity}", "${key}"] }`), 'PB743'), [
      ['Remove the private key', members(`{ "user": "ana", "keys": ["${key}"] }`)],
    ]);
    assert.deepEqual(inMembers(members(`{ "user": "ana", "keys": ["${identity}"] }`), 'PB743'), [
      ['Remove the private key', members('{ "user": "ana", "keys": [] }')],
    ]);
    assert.deepEqual(inMembers(members(`{ "user": "${identity}" }`), 'PB743'), [
      ['Remove the private key', members('{ "user": "" }')],
    ]);
    assert.deepEqual(inMembers(`// mine: ${identity}\n${members()}`, 'PB743'), [
      ['Remove the private key', `// mine: \n${members()}`],
    ]);
    const broken = `{ "people": [ "${identity}", `;
    assert.ok(inMembers(broken, 'PB743').every(([, after]) => !after.includes(identity.slice(0, 30))));
  });

  it('put the entries of one person together, or take the second out', () => {
    const first = `{ "user": "ana", "keys": ["${key}"] }`;
    const second = `{ "user": "Ana", "keys": ["${other}", "${key}"], "signingKeys": ["ed25519:${'a'.repeat(43)}"] }`;
    const [together, without, ...none] = inMembers(members(first, '{ "user": "ben" }', second), 'PB741');
    assert.deepEqual(none, []);
    assert.equal(together?.[0], 'Put both entries together');
    const [ana, ben, nobody] = JSON.parse(together?.[1] ?? '').people;
    assert.deepEqual([ana.user, ana.keys, ben.user, nobody], ['ana', [key, other], 'ben', undefined]);
    assert.deepEqual(ana.signingKeys, [`ed25519:${'a'.repeat(43)}`]);
    assert.deepEqual(without, ['Remove this entry and its keys', members(first, '{ "user": "ben" }')]);
  });

  it('take a key out that is there twice or is none, or write it as it was meant', () => {
    assert.deepEqual(inMembers(members(`{ "user": "ana", "keys": ["${key}", "${key}"] }`), 'PB742'), [
      ['Remove this key', members(`{ "user": "ana", "keys": ["${key}"] }`)],
    ]);
    assert.deepEqual(inMembers(members(`{ "user": "ana", "keys": ["${key.slice(0, 20)}"] }`), 'PB744'), [
      ['Remove this key', members('{ "user": "ana", "keys": [] }')],
    ]);
    assert.deepEqual(inMembers(members(`{ "user": "ana", "keys": [" ${key}"] }`), 'PB744')[0], [
      `Change it to “${key}”`,
      members(`{ "user": "ana", "keys": ["${key}"] }`),
    ]);
  });
});

describe('quick fixes of folder.jsonc', () => {
  const folder = (roles: string) => `{ "version": 1, "roles": { ${roles} } }`;

  it('write a role, a group or a person as it was meant, or take it out', () => {
    const admin = '"Folder Administrator": ["ana@x.example"]';
    assert.deepEqual(inFolder(folder(`${admin}, "Makr": ["*"]`), 'PB746'), [
      ['Change it to “Maker”', folder(`${admin}, "Maker": ["*"]`)],
      ['Remove it', folder(admin)],
    ]);
    assert.deepEqual(inFolder(folder('"Maker": ["ana@x.example", "group:makrs"]'), 'PB746'), [
      ['Change it to “group:makers”', folder('"Maker": ["ana@x.example", "group:makers"]')],
      ['Remove it', folder('"Maker": ["ana@x.example"]')],
    ]);
  });

  it('give roles where nobody has one that matters', () => {
    const [[title, after] = []] = inFolder(folder('"Automation User": ["*"]'), 'PB747');
    assert.equal(title, 'Make ana@x.example its administrator');
    assert.deepEqual(JSON.parse(after ?? '').roles, {
      'Automation User': ['*'],
      'Folder Administrator': ['ana@x.example'],
    });
    const [[give, given] = []] = inFolder('// about it\n{ "version": 1 }', 'PB748');
    assert.equal(give, 'Give roles: ana@x.example administers, everybody uses');
    assert.match(given ?? '', /^\/\/ about it\n/);
    assert.deepEqual(folderProblems(given ?? '', folderFile, peopleScene()), []);
    const text = folder('"Automation User": ["*"]');
    const [problem] = folderProblems(text, folderFile, peopleScene());
    assert.deepEqual(problem && membersFixes(text, parseTree(text), problem, { user: undefined }), []);
  });
});
