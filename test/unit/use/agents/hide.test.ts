import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Usable } from '../../../../src/connections/credential.ts';
import type { AuthType } from '../../../../src/model/authType.ts';
import type { Credential } from '../../../../src/model/credential.ts';
import { Secret } from '../../../../src/model/secret.ts';
import { hideCredential } from '../../../../src/use/agents/hideCredential.ts';
import { testConnector } from '../../../support/connectors.ts';
import { tokenOf } from '../../../support/servicing.ts';

const usable = (authType: AuthType, credential: Credential, connector = {}) =>
  ({
    connector: testConnector(connector),
    connection: { authType, parameters: { siteUrl: 'https://acme.example', username: 'ada' } },
    stored: { credential, generation: 1 },
  }) as unknown as Usable;

describe('what an application says back of a credential', () => {
  it('is hidden, as it was sent and as texts carry it', () => {
    const hide = hideCredential(usable('pat', tokenOf('t0p"secret/token')));
    for (const said of ['t0p"secret/token', 't0p%22secret%2Ftoken', JSON.stringify('t0p"secret/token').slice(1, -1)])
      assert.equal(hide(`you sent Bearer ${said}!`), 'you sent Bearer [credential]!');
  });

  it('is hidden where it is a password, alone and in its Basic header', () => {
    const hide = hideCredential(usable('basic', tokenOf('correct horse')));
    const header = Buffer.from('ada:correct horse').toString('base64');
    assert.equal(hide(`Basic ${header} is ada:correct horse`), 'Basic [credential] is ada:[credential]');
  });

  it('is hidden where it is a refresh token, which never was sent there', () => {
    const credential: Credential = {
      ...{ kind: 'oauth', accessToken: new Secret('access-123'), refreshToken: new Secret('refresh-456') },
      scopes: [],
    };
    assert.equal(hideCredential(usable('oauth2', credential))('access-123 refresh-456'), '[credential] [credential]');
  });

  it('is hidden in every spelling that programs have for it', () => {
    const secret = 'pa/ss+wörd=~!"x';
    const hide = hideCredential(usable('pat', tokenOf(secret)));
    const escaped = [...secret].map((one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`).join('');
    for (const said of [
      JSON.stringify(secret).slice(1, -1),
      JSON.stringify(secret).slice(1, -1).replaceAll('/', '\\/'),
      secret.replace('+', '\\u002B').replace('=', '\\u003d'),
      escaped,
      escaped.toUpperCase().replaceAll('\\U', '\\u'),
      encodeURIComponent(secret),
      encodeURIComponent(secret).toLowerCase(),
      new URLSearchParams({ v: secret }).toString().slice(2),
      Buffer.from(secret).toString('base64').slice(0, -4),
    ])
      assert.match(hide(`<${said}>`), /^<\[credential\].{0,4}>$/, said);
    assert.equal(hideCredential(usable('basic', tokenOf('short')))('it is short'), 'it is [credential]');
  });

  it('is nowhere in the text, whatever stands around it', () => {
    fc.assert(
      fc.property(fc.string(), fc.stringMatching(/^[\w~+/=-]{8,40}$/), fc.string(), (before, token, after) => {
        fc.pre(!'[credential]'.includes(token));
        const hidden = hideCredential(usable('pat', tokenOf(token)))(`${before} ${token} ${after}`);
        assert.equal(hidden.includes(token), false);
      }),
    );
  });
});
