import assert from 'node:assert/strict';
import fc from 'fast-check';
import { resolvedText } from '../../../../src/connections/mergeConflict/choose.ts';
import { readConflict, type SideName, valueText } from '../../../../src/connections/mergeConflict/versions.ts';
import { authTypes } from '../../../../src/model/authType.ts';
import { parseConnection } from '../../../../src/storage/connectionReader.ts';
import { parseJsonc } from '../../../../src/storage/jsoncFile.ts';

const id = '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';
const file = '/w/.patchbay/folders/F/a.connection.jsonc';
const folder = { id: 'f' };
const sideNames = ['ours', 'theirs'] as const;

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }).filter((one) => one.trim() !== '');
const word = fc.stringMatching(/^[a-z]{1,8}$/);
const key = fc.constantFrom('siteUrl', 'region', 'a', '__proto__', 'with "quotes"', 'é');
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const credential = fc.oneof(
  fc.constant({ kind: 'eachMember' }),
  fc.record({ kind: fc.constant('reference'), from: fc.dictionary(word, text) }),
  fc.record({
    kind: fc.constant('sealed'),
    sealed: fc
      .string()
      .map((body) => `-----BEGIN AGE ENCRYPTED FILE-----\n${body}\n-----END AGE ENCRYPTED FILE-----\n`),
    recipients: fc.array(text),
    sealedBy: text,
    sealedAt: text,
    signature: text,
    unknown: text,
  }),
);

const record = fc.record({
  name: text,
  connector: word,
  authType: fc.constantFrom(...authTypes),
  accountKind: optional(fc.constantFrom('personal', 'service')),
  account: optional(text),
  parameters: optional(fc.array(fc.tuple(key, text), { maxLength: 4 }).map((all) => Object.fromEntries(all))),
  scopes: optional(fc.array(text)),
  pollingIntervalMinutes: optional(fc.integer({ min: 1, max: 1440 })),
  isDefault: optional(fc.boolean()),
  credential: optional(credential),
  triggers: optional(fc.array(fc.jsonValue({ maxDepth: 2 }))),
  newer: optional(fc.jsonValue({ maxDepth: 2 })),
});

/** How somebody may write a record: in any order, with comments, with a comma at the end, in the lines of any system. */
const style = fc.record({
  order: fc.func(fc.integer()),
  comments: fc.boolean(),
  trailing: fc.boolean(),
  indent: fc.constantFrom(2, 4, 0, '\t'),
});

function written(
  values: object,
  { order, comments, trailing, indent }: typeof style extends fc.Arbitrary<infer T> ? T : never,
) {
  const all = {
    version: 1,
    id,
    ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
  };
  const sorted = Object.entries(all).sort(([a], [b]) => order(a) - order(b));
  const lines = JSON.stringify(Object.fromEntries(sorted), undefined, indent).split('\n');
  const commented = lines.map((line, index) =>
    comments && index < lines.length - 1 ? `${line} // "}{ ${index}` : line,
  );
  const whole = `${commented.join('\n')}\n`;
  return trailing ? whole.replace(/\}\n$/, ',}\n').replace(/(\/\/.*)\n,\}\n$/, '$1\n  ,}\n') : whole;
}

/** As git would leave it where everything differs. */
const conflicted = (ours: string, theirs: string) => `<<<<<<< HEAD\n${ours}=======\n${theirs}>>>>>>> theirs\n`;

const read = (ours: string, theirs: string, whole?: Record<SideName, string>) =>
  readConflict(conflicted(ours, theirs), file, folder, whole) ?? assert.fail('no conflict');

describe('a decision between two versions of a connection file', () => {
  it('gives a file that says in each field what the chosen version says, and has its credential byte for byte', () => {
    fc.assert(
      fc.property(
        ...[record, record, style, style],
        fc.constantFrom('\n', '\r\n'),
        fc.constantFrom(...sideNames),
        fc.array(fc.constantFrom(...sideNames), { minLength: 40, maxLength: 40 }),
        (a, b, styleA, styleB, eol, base, choices) => {
          const ours = written(a, styleA).replaceAll('\n', eol);
          const theirs = written(b, styleB).replaceAll('\n', eol);
          const conflict = read(ours, theirs);
          const chosen = new Map(conflict.differences.map(({ path }, index) => [JSON.stringify(path), choices[index]]));
          const result = resolvedText(conflict, base, ({ path }) => chosen.get(JSON.stringify(path)) as SideName);
          const raw = parseJsonc(result, 'result') as Record<string, Record<string, unknown>>;
          assert.ok(parseConnection(result, file, folder).connection, result);
          const sides = { ours: parseJsonc(ours, ''), theirs: parseJsonc(theirs, '') } as Record<SideName, typeof raw>;
          const of = (path: string[]) => sides[chosen.get(JSON.stringify(path)) ?? base];
          for (const one of new Set([sides.ours, sides.theirs, raw].flatMap(Object.keys))) {
            if (one !== 'parameters') assert.deepEqual(raw[one], of([one])[one], one);
          }
          const names = [sides.ours, sides.theirs, raw].flatMap(({ parameters = {} }) => Object.keys(parameters));
          const at = (from: typeof raw, name: string) =>
            Object.getOwnPropertyDescriptor(from['parameters'] ?? {}, name)?.value;
          for (const name of names) assert.equal(at(raw, name), at(of(['parameters', name]), name), name);
          const from = { ours, theirs }[chosen.get('["credential"]') ?? base];
          assert.equal(valueText(result, ['credential']), valueText(from, ['credential']));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('keeps comments and order of its base, and the lines and the mark of the file', () => {
    const ours = `\uFEFF{
  // about the connection
  "version": 1,
  "id": "${id}", // never changes
  "name": "Ours",
  "connector": "github",
  "authType": "pat",
  "parameters": {
    "site": "a", // the test site
    "only": "here"
  },
  "credential": { "kind": "eachMember" } // all of us
}
`.replaceAll('\n', '\r\n');
    const theirs = JSON.stringify({
      ...{ version: 1, id, name: 'Theirs', connector: 'github', authType: 'pat', isDefault: true },
      ...{ parameters: { site: 'b', more: 'c' }, credential: { kind: 'sealed', sealed: 'x\ny', z: [1, 2] } },
    });
    const conflict = read(ours, `${theirs}\n`);
    assert.deepEqual(
      conflict.differences.map(({ path }) => path.join('.')),
      ['name', 'parameters.site', 'parameters.only', 'isDefault', 'parameters.more', 'credential'],
    );
    const result = resolvedText(conflict, 'ours', ({ path }) => (path[0] === 'name' ? 'ours' : 'theirs'));
    assert.equal(
      result,
      `\uFEFF{
  // about the connection
  "version": 1,
  "id": "${id}", // never changes
  "name": "Ours",
  "connector": "github",
  "authType": "pat",
  "parameters": {
    "site": "b", // the test site
    "more": "c"
  },
  "credential": {"kind":"sealed","sealed":"x\\ny","z":[1,2]}, // all of us
  "isDefault": true
}
`.replaceAll('\n', '\r\n'),
    );
    assert.equal(
      resolvedText(conflict, 'ours', () => 'ours'),
      ours,
      'one side as a whole is left as it is',
    );
    assert.equal(
      resolvedText(conflict, 'theirs', () => 'theirs'),
      `${theirs}\n`,
    );
  });

  it('takes credentials from the versions that git keeps, where the file has halves of two', () => {
    const sealed = (by: string, recipients: string[]) => ({ kind: 'sealed', sealed: by, recipients, sealedBy: by });
    const write = (name: string, of: object) =>
      `${JSON.stringify({ version: 1, id, name, connector: 'c', authType: 'pat', credential: of }, undefined, 1)}\n`;
    const ours = write('A', sealed('ana', ['1', '2']));
    const theirs = write('B', sealed('ben', ['1']));
    const mixed = read(ours, write('B', sealed('ben', ['1', '2'])), { ours, theirs });
    const result = resolvedText(mixed, 'ours', ({ path }) => (path[0] === 'credential' ? 'theirs' : 'ours'));
    assert.equal(valueText(result, ['credential']), valueText(theirs, ['credential']));
    assert.equal(parseConnection(result, file, folder).connection?.name, 'A');
    const base = resolvedText(mixed, 'theirs', () => 'theirs');
    assert.equal(valueText(base, ['credential']), valueText(theirs, ['credential']), 'also of the base');
    const other = theirs.replace(id, id.replace('6', '7'));
    const elsewhere = read(ours, theirs, { ours: 'not JSON', theirs: other });
    assert.equal(elsewhere.theirs.credential, valueText(theirs, ['credential']), 'not that of another connection');
    assert.equal(elsewhere.ours.credential, valueText(ours, ['credential']));
  });
});
