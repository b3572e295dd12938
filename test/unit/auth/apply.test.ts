import assert from 'node:assert/strict';
import { applyCredential } from '../../../src/auth/apply.ts';
import type { AuthType } from '../../../src/model/authType.ts';
import type { Connector } from '../../../src/model/connector.ts';
import { Problem } from '../../../src/model/problem.ts';
import { Secret } from '../../../src/model/secret.ts';
import { testConnector } from '../../support/connectors.ts';
import { tokenCredential } from '../../support/credentials.ts';

function applied(connector: Connector, authType: AuthType, parameters: Record<string, string> = {}, token = 't0ken') {
  const request = { url: new URL('https://api.test/x?a=1'), headers: new Headers() };
  const oauth = { kind: 'oauth', accessToken: new Secret(token), scopes: [] } as const;
  const credential = authType === 'oauth2' || authType === 'byoa' ? oauth : tokenCredential(token);
  applyCredential(connector, parameters, authType, { ...credential, scopes: [] } as never, request);
  return { url: request.url.href, headers: [...request.headers] };
}

describe('applyCredential', () => {
  const connector = testConnector();

  it('puts a token of OAuth into a Bearer header', () => {
    const expected = { url: 'https://api.test/x?a=1', headers: [['authorization', 'Bearer t0ken']] };
    assert.deepEqual(applied(connector, 'oauth2'), expected);
    assert.deepEqual(applied(connector, 'byoa'), expected);
  });

  it('puts a pasted one where the connector says', () => {
    assert.deepEqual(applied(connector, 'pat').headers, [['authorization', 'Bearer t0ken']]);
    assert.deepEqual(applied(connector, 'apiKey').headers, [['x-api-key', 't0ken']]);
    const query = testConnector({ apiKey: { placement: { in: 'query', name: 'key' } } });
    assert.deepEqual(applied(query, 'apiKey', {}, 'a&b=c'), {
      url: 'https://api.test/x?a=1&key=a%26b%3Dc',
      headers: [],
    });
  });

  it('fills the header’s name and what stands before the key from the form', () => {
    const generic = testConnector({ apiKey: { placement: { name: '{headerName}', prefix: '{headerPrefix} ' } } });
    const header = (parameters: Record<string, string>) => applied(generic, 'apiKey', parameters).headers;
    assert.deepEqual(header({ headerName: 'X-Auth', headerPrefix: 'Token' }), [['x-auth', 'Token t0ken']]);
    assert.deepEqual(header({ headerName: ' X-Auth ' }), [['x-auth', 't0ken']]);
    for (const headerName of ['', 'bad name', 'x\r\nHost: evil', 'x:y', 'ключ']) {
      assert.throws(
        () => header({ headerName }),
        (error) => error instanceof Problem && error.code === 'PB501' && error.field === 'headerName',
      );
    }
  });

  it('encodes user and password as RFC 7617 says, in UTF-8', () => {
    const [[, value] = []] = applied(connector, 'basic', { username: 'Jürgen' }, 'päss:wörd').headers;
    assert.equal(Buffer.from(value?.replace('Basic ', '') ?? '', 'base64').toString('utf8'), 'Jürgen:päss:wörd');
  });

  it('says so where a token cannot be sent, without repeating it', () => {
    for (const token of ['tok…en', 'tok\r\nX-Evil: 1', 'tok\0en', '密碼']) {
      assert.throws(
        () => applied(connector, 'pat', {}, token),
        (error) => {
          assert.ok(error instanceof Problem);
          assert.deepEqual([error.code, error.field], ['PB501', 'token']);
          assert.ok(!`${error.message}${error.stack}`.includes(token));
          return true;
        },
      );
    }
  });
});
