import assert from 'node:assert/strict';
import { lint, type SourceKind } from '../../../src/policy/index.ts';
import { domain, now, source, tenant } from './helpers.ts';

const found = (files: Record<string, object>, kind: SourceKind = 'machine') => lint([source(kind, files)], domain, now);

/** `code line` of everything that is found in one policy for everybody. */
const hints = (content: object, kind?: SourceKind) =>
  found({ a: { ...tenant, ...content } }, kind).map(({ code, line }) => `${code} ${line}`);

const messages = (content: object, kind?: SourceKind) =>
  found({ a: { ...tenant, ...content } }, kind).map(({ message }) => message);

const guards = (...guardrails: object[]) => ({
  guardrails: guardrails.map((one, index) => ({ id: `g${index}`, deny: ['create'], ...one })),
});

describe('policy: hints', () => {
  it('have nothing against the example', () => {
    assert.deepEqual(
      hints({
        settings: {
          connectors: {
            '*': { enabled: true },
            pinterest: { enabled: false },
            salesforce: {
              authTypes: {
                '*': { enabled: false },
                byoa: {
                  enabled: true,
                  default: true,
                  parameters: {
                    clientId: { value: 'x', locked: true },
                    clientSecret: { from: 'env:X', hidden: true },
                    scopes: { value: ['api'], allowed: ['api', 'x'] },
                    siteUrl: { value: 'https://a.b.example', allowed: ['*.b.example'] },
                  },
                },
              },
            },
          },
        },
        guardrails: [
          { id: 'a', deny: ['create', 'move'], when: { folder: 'shared', account: 'personal' } },
          { id: 'b', deny: ['create'], when: { folder: 'shared' }, unless: { role: 'Folder Administrator' } },
        ],
      }),
      [],
    );
  });

  it('say that a policy is deployed to nobody', () => {
    assert.deepEqual(
      found({ a: { name: 'A', deploy: [] } }).map(({ code, line, severity, message }) => [
        code,
        line,
        severity,
        message,
      ]),
      [['PB620', 3, 'hint', 'This policy is deployed to nobody.']],
    );
  });

  it('say that two have settings for the same people', () => {
    const one = { ...tenant, settings: {} };
    const both = found({ a: one, b: { ...one, name: 'Other' } });
    assert.deepEqual(
      both.map(({ code, file, severity }) => [code, file, severity]),
      [
        ['PB621', 'a', 'warning'],
        ['PB621', 'b', 'warning'],
      ],
    );
    assert.match(both[0]?.message ?? '', /^“Other” has settings for the same people/);
    const second = { ...one, deploy: [{ user: 'x' }, { tenant: true }] };
    assert.deepEqual(
      found({ a: second, b: one }).map(({ file, line }) => `${file} ${line}`),
      ['a 7', 'b 4'],
    );
    const group = (priority: number, name = 'finance') => ({
      name: 'G',
      deploy: [{ group: name, priority }],
      settings: {},
    });
    assert.equal(found({ a: group(1), b: group(1) }).length, 2);
    assert.equal(found({ a: group(1), b: group(2) }).length, 0);
    assert.equal(found({ a: group(1), b: group(1, 'it') }).length, 0);
    assert.equal(found({ a: one, b: tenant }).length, 0, 'guardrails alone');
    assert.equal(found({ a: tenant, b: tenant }).length, 0);
    assert.equal(found({ a: one, b: { ...one, deploy: [{ tenant: true, policy: 'none' }] } }).length, 0);
    assert.equal(found({ a: { ...one, deploy: [{ user: 'x' }] }, b: { ...one, deploy: [{ user: 'y' }] } }).length, 0);
    assert.equal(
      lint([source('machine', { a: one }), source('user', { b: one })], domain, now).length,
      0,
      'in different sources that is how it should be',
    );
  });

  it('find words that stand for nothing, and say what was meant', () => {
    const strangers = found({
      a: {
        ...tenant,
        settings: { connectors: { githb: {} } },
        ...guards(
          { when: { connector: ['github', 'salesforec'], category: 'Crm' }, unless: { role: 'Folder Admin' } },
          { when: { folder: ['HR', 'Fin/**', 'shared'], role: 'Automation User' } },
        ),
      },
    });
    assert.deepEqual(
      strangers.map(({ code, line, message, suggestion, severity }) => [code, line, message, suggestion, severity]),
      [
        ['PB622', 10, 'There is no connector “githb”. Did you mean “github”?', 'github', 'warning'],
        ['PB624', 14, strangers[1]?.message, undefined, 'warning'],
        ['PB622', 22, 'There is no connector “salesforec”. Did you mean “salesforce”?', 'salesforce', 'warning'],
        ['PB622', 24, 'No connector is in the category “Crm”. Did you mean “CRM”?', 'CRM', 'warning'],
        ['PB622', 27, 'There is no role “Folder Admin”.', undefined, 'warning'],
        ['PB622', 38, 'No folder matches “Fin/**” today.', undefined, 'hint'],
      ],
    );
    const nowhere = { ...domain, folders: [] };
    const folders = (...folder: string[]) =>
      lint([source('machine', { a: { ...tenant, ...guards({ when: { folder } }) } })], nowhere, now).filter(
        ({ code }) => code === 'PB622',
      ).length;
    assert.deepEqual(
      [folders('personal', 'shared'), folders('HR', 'HR')],
      [0, 2],
      'words of the language are no paths',
    );
    const own = { ...domain, roles: [{ name: 'Maker', permissions: [] }] };
    const roles = (role: string) =>
      lint([source('machine', { a: { ...tenant, ...guards({ when: { role } }) } })], own, now).length;
    assert.deepEqual([roles('Maker'), roles('Folder Administrator'), roles('Makr')], [0, 0, 1]);
  });

  it('find authentication types that a connector does not offer', () => {
    assert.deepEqual(
      messages({
        settings: {
          connectors: { github: { authTypes: { basic: {}, pat: {}, '*': {} } }, '*': { authTypes: { basic: {} } } },
        },
      }),
      ['“GitHub” does not offer the authentication type “basic”.'],
    );
    assert.deepEqual(hints({ settings: { connectors: { github: { authTypes: { basic: {} } } } } }), ['PB623 12']);
  });

  it('find exemptions that ended, wherever they stand', () => {
    const except = (until: string) => [
      { connection: '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10', until, reason: 'r', approvedBy: 'a' },
    ];
    const all = (until: string) => ({
      settings: {
        connectors: {
          github: { enabled: false, except: except(until) },
          salesforce: { authTypes: { byoa: { enabled: false, except: except(until) } } },
        },
      },
      ...guards({ except: except(until) }),
    });
    assert.deepEqual(hints(all('2026-06-15')), []);
    assert.deepEqual(hints(all('2026-06-14')), ['PB626 13', 'PB626 26', 'PB626 45']);
    assert.equal(messages(all('2026-06-14'))[0], 'This exemption ended with 2026-06-14 and can be removed.');
  });

  const byoa = (parameters: object) => ({
    settings: { connectors: { salesforce: { authTypes: { byoa: { parameters } } } } },
  });

  it('find parameters that contradict themselves', () => {
    assert.deepEqual(
      messages(
        byoa({
          a: { locked: true },
          b: { hidden: true },
          c: { locked: true, value: 'x' },
          d: { locked: true, from: 'env:X' },
          e: { required: true },
          f: { locked: false },
        }),
      ),
      [
        '“a” is locked or hidden, but nothing gives it a value.',
        '“b” is locked or hidden, but nothing gives it a value.',
      ],
    );
    assert.deepEqual(hints(byoa({ a: { sealed: '-----BEGIN AGE ENCRYPTED FILE-----', locked: true } })), []);
    assert.deepEqual(
      messages(
        byoa({
          a: { value: 'x', allowed: ['y'] },
          b: { value: ['y', 'z'], allowed: ['y'] },
          c: { value: 'y', allowed: ['y'] },
          d: { value: 'x' },
        }),
      ),
      [
        '“a” is filled with “x”, which “allowed” does not allow.',
        '“b” is filled with “z”, which “allowed” does not allow.',
      ],
    );
    assert.deepEqual(hints(byoa({ a: { value: 'x', allowed: ['y'] } })), ['PB628 15']);
    assert.deepEqual(hints(byoa({ a: { from: 'env:X' } }), 'workspace'), ['PB631 15']);
    assert.deepEqual(hints(byoa({ a: { from: 'env:X' } }), 'user'), []);
    assert.deepEqual(hints(byoa({ a: { value: 'x' } }), 'workspace'), []);
  });

  it('find defaults that are two, or off', () => {
    const types = (authTypes: object, rest: object = {}) => ({
      settings: { connectors: { github: { authTypes }, ...rest } },
    });
    assert.deepEqual(messages(types({ pat: { default: true }, byoa: { default: true } })), [
      '“byoa” is the default already.',
    ]);
    assert.deepEqual(messages(types({ pat: { default: true, enabled: false } })), [
      '“pat” is the default, but is turned off.',
    ]);
    assert.deepEqual(messages(types({ pat: { default: true } }, { '*': { authTypes: { pat: { enabled: false } } } })), [
      '“pat” is the default, but is turned off.',
    ]);
    assert.deepEqual(hints(types({ pat: { default: true }, byoa: { default: false } })), []);
    assert.deepEqual(hints(types({ pat: { default: true }, byoa: { default: true } })), ['PB629 13']);
  });

  it('find settings behind a connector that is off', () => {
    const entry = (enabled: boolean | undefined, star?: boolean) => ({
      settings: {
        connectors: {
          github: { ...(enabled === undefined ? {} : { enabled }), authTypes: { pat: {} } },
          ...(star === undefined ? {} : { '*': { enabled: star, authTypes: {} } }),
        },
      },
    });
    assert.deepEqual(messages(entry(false)), ['“github” is turned off, so this has no effect on new connections.']);
    assert.deepEqual(messages(entry(undefined, false)), [
      '“github” is turned off, so this has no effect on new connections.',
    ]);
    assert.deepEqual(hints(entry(false)), ['PB632 12']);
    assert.deepEqual(hints(entry(true)), []);
    assert.deepEqual(hints(entry(true, false)), []);
    assert.deepEqual(hints({ settings: { connectors: { github: { enabled: false } } } }), []);
  });

  it('come in the order of files and lines', () => {
    const two = found({
      b: { name: 'B', deploy: [], ...guards({ unless: {} }) },
      a: { name: 'A', ...guards({ unless: {} }), deploy: [] },
    });
    assert.deepEqual(
      two.map(({ file, code }) => `${file} ${code}`),
      ['a PB624', 'a PB620', 'b PB620', 'b PB624'],
    );
  });
});
