import assert from 'node:assert/strict';
import { type FolderFact, type PolicyProblem, readMembers, readPolicy } from '../../../src/policy/index.ts';
import { lintFolder, type PeopleFacts } from '../../../src/policy/lint/folder.ts';
import { lintMembers, lintSecrets } from '../../../src/policy/lint/members.ts';
import { readFolderFile, rolesIn } from '../../../src/policy/members.ts';
import { newIdentity } from '../../../src/storage/seal.ts';

const marked = (text: string, problems: readonly PolicyProblem[]) =>
  problems.map(({ code, severity, offset, length }) => `${code} ${severity} ${text.slice(offset, offset + length)}`);

describe('policy: what is probably not meant in members.jsonc', () => {
  const keys: string[] = [];
  let identity: string;
  const signing = (letter: string) => `ed25519:${letter.repeat(43)}`;

  before(async () => {
    for (let n = 0; n < 3; n++) keys.push((await newIdentity()).publicKey);
    identity = (await newIdentity()).identity;
  });

  const look = (people: object[], more = '') => {
    const text = `{ "version": 1, "people": ${JSON.stringify(people)} ${more} }`;
    const { document, problems } = readMembers(text, 'm');
    const found = [...problems, ...(document ? lintMembers(document) : [])];
    return { all: marked(text, found), found, text };
  };

  it('says nothing of people with a key each', () => {
    const people = [
      { user: 'ana', keys: [keys[0]], signingKeys: [signing('a')] },
      { user: 'ben', keys: [keys[1]] },
    ];
    assert.deepEqual(look([...people, { user: 'eve' }, { user: 'joe', keys: [] }]).all, []);
    assert.deepEqual(lintSecrets(look(people).text, 'm', []), []);
    const { document } = readMembers('{ "version": 1 }', 'm');
    assert.deepEqual(document && lintMembers(document), []);
  });

  it('points at the second entry of a person, in whatever letters', () => {
    const { all, found } = look([{ user: 'ana' }, { user: 'ben' }, { user: 'ANA' }, { user: 'Ana' }]);
    assert.deepEqual(all, ['PB741 warning "ANA"', 'PB741 warning "Ana"']);
    assert.match(found[0]?.message ?? '', /^“ana” is there twice/);
  });

  it('points at keys that are there twice, and says whose they are as well', () => {
    const { all, found } = look([
      { user: 'ana', keys: [keys[0], keys[0]], signingKeys: [signing('a')] },
      { user: 'ben', keys: [keys[0]], signingKeys: [signing('a'), signing('b')] },
    ]);
    assert.deepEqual(all, [
      `PB742 warning "${keys[0]}"`,
      `PB742 warning "${keys[0]}"`,
      `PB742 warning "${signing('a')}"`,
    ]);
    assert.match(found[0]?.message ?? '', /^This key is there twice\.$/);
    assert.match(found[1]?.message ?? '', /also a key of “ana”/);
    const again = look([
      { user: 'ana', keys: [keys[0]] },
      { user: 'ANA', keys: [keys[0]] },
    ]);
    assert.match(again.found.find(({ code }) => code === 'PB742')?.message ?? '', /^This key is there twice/);
  });

  it('says what several keys of one person mean', () => {
    const { all, found } = look([{ user: 'ana', keys: [keys[0], keys[1], keys[2]] }]);
    assert.deepEqual(all, ['PB745 information "keys"']);
    const ordered = look([
      { user: 'ana', keys: [keys[0], keys[1]] },
      { user: 'ana' },
      { user: 'ben', keys: [keys[0]] },
    ]);
    assert.deepEqual(
      ordered.found.map(({ code }) => code),
      ['PB745', 'PB741', 'PB742'],
    );
    assert.match(found[0]?.message ?? '', /^3 keys: /);
  });

  it('says of each key what is wrong with it, and which was meant', () => {
    const key = keys[0] as string;
    for (const [wrong, message] of [
      [key.slice(0, 40), /cut off/],
      [`${key}q`, /too long/],
      ['ssh-ed25519 AAAA', /no age public key/],
      [`${key.slice(0, -1)}!`, /a character that no key has/],
      [key.slice(0, -1) + (key.endsWith('q') ? 'p' : 'q'), /checksum/],
    ] as const) {
      const { all, found } = look([{ user: 'ana', keys: [wrong] }]);
      assert.deepEqual(all, [`PB744 error ${JSON.stringify(wrong)}`]);
      assert.match(found[0]?.message ?? '', message);
      assert.equal(found[0]?.suggestion, undefined);
    }
    for (const copied of [`  ${key}\n`, key.toUpperCase(), `<${key}>`, `${key.slice(0, 30)} ${key.slice(30)}`]) {
      assert.equal(look([{ user: 'ana', keys: [copied] }]).found[0]?.suggestion, key, copied);
    }
    const signatures = look([{ user: 'ana', signingKeys: ['ed25519:short', 'x'] }]);
    assert.deepEqual(signatures.all, ['PB744 error "ed25519:short"', 'PB744 error "x"']);
    assert.match(signatures.found[0]?.message ?? '', /no signing key/);
    assert.deepEqual(look([{ user: 'ana', keys: [1], signingKeys: [2] }]).all, ['PB606 error 1', 'PB606 error 2']);
    assert.deepEqual(look([{ user: 'ana', keys: 'age1', signingKeys: 'x' }]).all, [
      'PB606 error "age1"',
      'PB606 error "x"',
    ]);
    assert.deepEqual(look([], `, "groups": { "keys": ["${'x'.repeat(201)}"] }`).found[0]?.code, 'PB609');
  });

  it('cries out at a private key wherever it stands, and repeats it nowhere', () => {
    const cases = [
      look([{ user: 'ana', keys: [identity] }]),
      look([{ user: 'ana', signingKeys: [identity] }]),
      look([{ user: 'ana', keys: [identity.toLowerCase()] }]),
      look([{ user: identity }]),
      look([], `, "groups": { "${identity}": [] }`),
      look([], `, "roles": { "Maker": ["${identity}"] }`),
      look([], `, "${identity}": 1, "${identity}": 2`),
      look([], `, // ${identity}\n "groups": {}`),
      look([
        { user: 'ana', keys: [` ${identity}`] },
        { user: 'ana', note: identity },
      ]),
    ];
    for (const { text, found } of cases) {
      const all = [...found, ...lintSecrets(text, 'm', found)];
      const cries = all.filter(({ code }) => code === 'PB743');
      const count = text.toUpperCase().split('AGE-SECRET-KEY-1').length - 1;
      assert.equal(cries.length, count, text);
      assert.ok(cries.every(({ severity }) => severity === 'error'));
      assert.doesNotMatch(JSON.stringify(all), new RegExp(identity.slice(16, 30), 'i'), text);
      for (const { offset, length } of cries) assert.match(text.slice(offset, offset + length), /AGE-SECRET-KEY-1/i);
    }
    for (const list of ['keys', 'signingKeys'])
      assert.deepEqual(look([{ user: 'ana', [list]: [identity] }]).all, [`PB743 error "${identity}"`]);
    const both = look([{ user: 'ana', keys: [identity] }], `, // ${identity}\n "x": 1`);
    const commented = `// ${identity}\n${both.text}`;
    const moved = both.found.map((one) => ({ ...one, offset: one.offset + commented.indexOf('{') }));
    assert.equal(lintSecrets(commented, 'm', moved).length, 2, 'those before and behind what is told');
    const once = lintSecrets(`${identity},${identity}`, 'm', []);
    assert.equal(once.length, 2);
    assert.deepEqual(lintSecrets(`${identity},${identity}`, 'm', once), []);
    const [one] = once.map((first) => ({ ...first, length: first.length + 1 }));
    assert.equal(one && lintSecrets(`${identity},${identity}`, 'm', [one]).length, 1);
    const line = lintSecrets(`{\n  // ${identity}\n}`, 'm', [])[0];
    assert.match(line?.message ?? '', /^This is a private key/);
    assert.deepEqual([line?.line, line?.column, line?.file], [2, 6, 'm']);
  });
});

describe('policy: a file in which git could not decide', () => {
  const conflict = '{\n<<<<<<< HEAD\n  "version": 1\n=======\n  "version": 1,\n>>>>>>> feature\n}\n';

  it('has one problem, which names both versions', () => {
    for (const read of [readMembers, readFolderFile, readPolicy]) {
      const { document, problems } = read(conflict, 'm');
      assert.equal(document, undefined);
      assert.deepEqual(marked(conflict, problems), ['PB740 error <<<<<<< HEAD']);
      assert.match(problems[0]?.message ?? '', /“HEAD” and “feature”/);
    }
    assert.equal(readMembers(conflict.replace('>>>>>>> feature', ''), 'm').problems[0]?.code, 'PB601');
  });
});

describe('policy: what is probably not meant in folder.jsonc', () => {
  const shared = (id: string, parent?: string, text?: string): FolderFact => {
    const document = text === undefined ? undefined : readFolderFile(text, id).document;
    return { id, kind: 'shared', path: [id], ...(parent ? { parent } : {}), ...(document ? rolesIn(document) : {}) };
  };
  const people: PeopleFacts = {
    users: ['ana@x', 'ben@x', 'eve@x', 'joe@x'],
    groups: new Map([
      ['finance', ['ben@x', 'eve@x']],
      ['empty', []],
    ]),
    joined: ['ANA@x', 'ben@x'],
    known: true,
  };
  const look = (content: object, { around, facts = people }: { around?: string; facts?: PeopleFacts } = {}) => {
    const text = JSON.stringify({ version: 1, ...content });
    const document = readFolderFile(text, 'f').document ?? assert.fail('not read');
    const folders = [
      shared('out', undefined, around),
      shared('f', 'out', '{ "version": 1, "roles": { "Old": ["x"] } }'),
    ];
    const roles = [
      { name: 'Maker', permissions: ['Create', 'Edit'] as const },
      { name: 'Cleaner', permissions: ['Delete'] as const },
    ];
    const found = lintFolder(document, 'f', { folders, roles }, facts);
    return { all: marked(text, found), found };
  };
  const admin = { 'Folder Administrator': ['ana@x'] };

  it('says nothing where all is known and somebody administers', () => {
    assert.deepEqual(look({ roles: { ...admin, Maker: ['Ben@X'], 'Automation User': ['*'] } }).all, []);
    assert.deepEqual(look({ roles: { Maker: ['group:finance'] }, credentials: 'eachMember' }).all, []);
  });

  it('says that nobody gives a role, or that one around does', () => {
    const { all, found } = look({ description: 'd' });
    assert.deepEqual(all, ['PB748 information {']);
    assert.match(found[0]?.message ?? '', /everybody may do everything/);
    assert.deepEqual(look({}, { around: JSON.stringify({ version: 1, roles: admin }) }).all, []);
    assert.deepEqual(look({ roles: {} }).all, ['PB747 warning "roles"'], 'no role at all is a role for nobody');
  });

  it('says that nobody may edit, by whatever way', () => {
    for (const roles of [
      ...[{ 'Automation User': ['*'] }, { 'Folder Administrator': [] }, { 'Folder Administrator': ['group:empty'] }],
      ...[{ Cleaner: ['ana@x'] }, { 'Automation User': ['ana@x', 'ben@x'] }],
    ])
      assert.deepEqual(look({ roles }).all, ['PB747 warning "roles"'], JSON.stringify(roles));
    for (const roles of [
      ...[{ Maker: ['*'] }, { 'Folder Administrator': ['group:finance'] }, { Maker: ['ana@x'] }],
      ...[{ 'Folder Administrator': ['stranger@x'] }],
    ])
      assert.ok(!look({ roles }).all.some((one) => one.startsWith('PB747')), JSON.stringify(roles));
    const around = JSON.stringify({ version: 1, roles: { 'Automation User': ['*'] } });
    assert.deepEqual(look({ description: 'd' }, { around }).all, ['PB747 warning {']);
    assert.deepEqual(look({ roles: { 'Automation User': ['*'] } }, { facts: { ...people, known: false } }).all, []);
  });

  it('says nothing of what cannot be known: a folder that is new, one around that cannot be read, no roles of our own', () => {
    const { document } = readFolderFile('{ "version": 1, "roles": { "Automation User": ["ana@x"] } }', 'f');
    assert.ok(document);
    const at = { file: 'out', line: 1, column: 1, offset: 0, length: 0 };
    const unreadable = { ...shared('out'), rolesUnreadable: at };
    assert.deepEqual(lintFolder(document, 'f', { folders: [] }, people), []);
    assert.deepEqual(lintFolder(document, 'f', { folders: [unreadable, shared('f', 'out')] }, people), []);
    const alone = lintFolder(document, 'f', { folders: [shared('f')] }, people);
    assert.deepEqual(
      alone.map(({ code }) => code),
      ['PB747'],
    );
  });

  it('points at roles, groups and people that nobody knows, and says which was meant', () => {
    const { all, found } = look({
      roles: {
        ...admin,
        'Automation Usr': ['*'],
        Maker: ['group:finanse', 'group:nobody', 'bem@x', 'finance', 'zoe@elsewhere'],
      },
    });
    assert.deepEqual(all, [
      'PB746 warning "Automation Usr"',
      'PB746 warning "group:finanse"',
      'PB746 warning "group:nobody"',
      'PB746 warning "bem@x"',
      'PB746 warning "finance"',
      'PB746 warning "zoe@elsewhere"',
    ]);
    const meant = ['Automation User', 'group:finance', undefined, 'ben@x', 'group:finance', undefined];
    assert.deepEqual(
      found.map(({ suggestion }) => suggestion),
      meant,
    );
    assert.match(found[0]?.message ?? '', /^There is no role “Automation Usr”/);
    assert.match(found[1]?.message ?? '', /^members\.jsonc has no group “finanse”/);
    assert.match(found[3]?.message ?? '', /^members\.jsonc does not name “bem@x”/);
    const many = Array.from({ length: 20_000 }, (_, n) => `stranger${n}@x`);
    const crowd = { ...people, users: many.map((one) => `${one}.example`) };
    const began = performance.now();
    const strangers = look({ roles: { ...admin, Maker: many } }, { facts: crowd }).found;
    assert.ok(performance.now() - began < 5000, 'a hostile file takes no time');
    assert.equal(strangers.length, many.length + 1);
    assert.equal(strangers.at(-1)?.suggestion, undefined);
    const nobody = { users: [], groups: new Map(), joined: [], known: true };
    assert.deepEqual(look({ roles: { Maker: ['zoe'] } }, { facts: nobody }).all, []);
    assert.deepEqual(look({ roles: { Maker: ['group:x'] } }, { facts: { ...people, known: false } }).all, []);
  });

  it('names those who cannot open what is sealed', () => {
    const { all, found } = look({
      roles: { ...admin, 'Automation User': ['joe@x', 'group:finance', 'ben@x', '*', 'zoe'], Cleaner: ['eve@x'] },
    });
    assert.deepEqual(all, ['PB633 information "joe@x"', 'PB633 information "group:finance"', 'PB746 warning "zoe"']);
    assert.match(found[0]?.message ?? '', /^joe@x has not joined/);
    assert.match(found[1]?.message ?? '', /^eve@x has not joined/);
    const many = { ...people, groups: new Map([['finance', ['1', '2', '3', '4', '5', '6']]]) };
    const some = look({ roles: { ...admin, 'Automation User': ['group:finance'] } }, { facts: many });
    assert.match(some.found[0]?.message ?? '', /^1, 2, 3, 4, 5, … have not joined/);
    const five = { ...people, groups: new Map([['finance', ['1', '2', '3', '4', '5']]]) };
    const all5 = look({ roles: { ...admin, 'Automation User': ['group:finance'] } }, { facts: five });
    assert.match(all5.found[0]?.message ?? '', /^1, 2, 3, 4, 5 have not joined/);
    const strange = look({ roles: { ...admin, 'Automation User': ['group:nobody'] } });
    assert.deepEqual(strange.all, ['PB746 warning "group:nobody"']);
    const roles = { ...admin, 'Automation User': ['joe@x'] };
    for (const credentials of ['eachMember', 'reference']) assert.deepEqual(look({ roles, credentials }).all, []);
    const facts = { ...people, joined: [] };
    assert.deepEqual(look({ roles }, { facts }).all, [], 'where nobody seals nobody lacks a key');
    assert.equal(look({ roles, credentials: 'sealed' }, { facts }).all.length, 2);
  });
});
