import assert from 'node:assert/strict';
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { oauthClient } from '../../../src/auth/client.ts';
import { readPrivateKey } from '../../../src/auth/privateKey.ts';
import { Secret } from '../../../src/model/secret.ts';
import { testConnector } from '../../support/connectors.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
const curve = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey;
const ec = curve('P-256');
const pem = (key: KeyObject, type: 'pkcs8' | 'pkcs1' | 'sec1' = 'pkcs8') =>
  key.export({ format: 'pem', type }).toString();
const read = (text: string) => readPrivateKey(new Secret(text));

describe('readPrivateKey', () => {
  it('reads every form of a key, and knows how it signs', async () => {
    const algorithms = await Promise.all(
      [
        pem(rsa),
        pem(rsa, 'pkcs1'),
        pem(ec),
        pem(ec, 'sec1'),
        pem(curve('P-384')),
        pem(curve('P-521')),
        pem(generateKeyPairSync('ed25519').privateKey),
        JSON.stringify(ec.export({ format: 'jwk' })),
        JSON.stringify({ ...rsa.export({ format: 'jwk' }), alg: 'PS256', key_ops: ['sign'], use: 'sig' }),
      ].map(async (text) => (await read(text)).key.algorithm.name),
    );
    const ecdsa = ['ECDSA', 'ECDSA', 'ECDSA', 'ECDSA'];
    assert.deepEqual(algorithms, ['RSASSA-PKCS1-v1_5', 'RSASSA-PKCS1-v1_5', ...ecdsa, 'Ed25519', 'ECDSA', 'RSA-PSS']);
  });

  it('keeps the name of a JSON Web Key, and cannot be read out again', async () => {
    const { key, kid } = await read(JSON.stringify({ ...ec.export({ format: 'jwk' }), kid: 'mine' }));
    assert.deepEqual([kid, key.extractable], ['mine', false]);
  });

  it('mends what inputs and other files do to line breaks', async () => {
    const text = pem(rsa, 'pkcs1');
    for (const worn of [
      text.replaceAll('\n', ''),
      text.replaceAll('\n', ' '),
      text.replaceAll('\n', '\r\n'),
      text.replaceAll('\n', '\\n'),
      text.replaceAll(/\s/g, ''),
      `  ${text}  `,
      `-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----\n${text}`,
    ]) {
      assert.equal((await read(worn)).key.type, 'private', worn.slice(0, 40));
    }
    const parameters = '-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n';
    assert.equal((await read(parameters + pem(ec, 'sec1'))).key.type, 'private');
  });

  it('says that a key is locked, and does not repeat what is none', async () => {
    const locked = rsa.export({ format: 'pem', type: 'pkcs8', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
    const old = rsa.export({ format: 'pem', type: 'pkcs1', cipher: 'aes-256-cbc', passphrase: 'x' }).toString();
    for (const text of [locked, old, old.replaceAll('\n', '')]) {
      await assert.rejects(read(text), { code: 'PB501', field: 'privateKey', message: /locked/ });
    }
    const publicKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    for (const text of [
      '',
      'my-very-secret-text',
      '{"kty":"EC","d":"my-very-secret-text"}',
      JSON.stringify(publicKey.export({ format: 'jwk' })),
      publicKey.export({ format: 'pem', type: 'spki' }).toString(),
      '-----BEGIN PRIVATE KEY-----my-very-secret-text-----END PRIVATE KEY-----',
      pem(generateKeyPairSync('x25519').privateKey),
      pem(curve('secp256k1')),
    ]) {
      await assert.rejects(read(text), (error: { code?: string; message: string; cause?: unknown }) => {
        assert.deepEqual([error.code, error.cause], ['PB501', undefined], text);
        assert.doesNotMatch(error.message, /my-very-secret/);
        return true;
      });
    }
  });
});

describe('an assertion signed with a key', () => {
  const audience = async (oauth: object) => {
    const addresses = { authorizeUrl: '{siteUrl}/authorize', tokenUrl: '{siteUrl}/token' };
    const connector = testConnector({ oauth: { ...addresses, ...oauth } });
    const parameters = { siteUrl: 'https://acme.example', clientId: 'robot' };
    const { authentication, server, client } = await oauthClient(connector, parameters, {
      privateKey: new Secret(pem(ec)),
    });
    const body = new URLSearchParams();
    await authentication(server, client, body, new Headers());
    const [, payload = ''] = (body.get('client_assertion') ?? '').split('.');
    return JSON.parse(Buffer.from(payload, 'base64url').toString()).aud;
  };

  it('is for the issuer, or for the token endpoint where that is not known', async () => {
    assert.equal(await audience({ issuer: '{siteUrl}/as' }), 'https://acme.example/as');
    assert.equal(await audience({}), 'https://acme.example/token');
  });
});
