import assert from 'node:assert/strict';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAnchor } from '../../../src/storage/organisation/anchor.ts';
import { openBundle } from '../../../src/storage/organisation/bundle.ts';
import { BundleCache } from '../../../src/storage/organisation/bundleCache.ts';
import { bundle, newSigner, signed } from '../../support/bundles.ts';
import { temporaryDirectory } from '../../support/temporary.ts';

const signer = newSigner();
const other = newSigner();
const policy = { 'a.policy.jsonc': { name: 'A', deploy: [] } };
const refusal = (text: string) => {
  try {
    openBundle(text, signer.publicKey);
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('a bundle of an organisation’s policies', () => {
  it('is opened where its signature is right', () => {
    const { revision, files, digest } = openBundle(signed(signer, bundle(7, policy)), signer.publicKey);
    assert.deepEqual([revision, files[0]?.name], [7, 'a.policy.jsonc']);
    assert.match(digest, /^[0-9a-f]{64}$/);
  });

  it('is not believed without one, with another’s, or changed', () => {
    const text = signed(signer, bundle(1, policy));
    const { payload, signature } = JSON.parse(text) as { payload: string; signature: string };
    const forged = Buffer.from(JSON.stringify(bundle(2))).toString('base64');
    const wrong = 'the signature is not right';
    assert.equal(refusal(signed(other, bundle(1, policy))), wrong);
    assert.equal(refusal(JSON.stringify({ payload: forged, signature })), wrong);
    assert.equal(refusal(JSON.stringify({ payload, signature: '' })), wrong);
    assert.equal(refusal(JSON.stringify({ payload: `${payload}\n`, signature })), wrong, 'read leniently');
    assert.equal(refusal(JSON.stringify({ payload })), 'the answer is not a signed bundle of policies');
    assert.equal(refusal(JSON.stringify(bundle(1, policy))), 'the answer is not a signed bundle of policies');
    assert.equal(refusal('<html>'), 'the answer is not a signed bundle of policies');
    assert.throws(() => openBundle(text, 'no key'), { name: 'BundleRefused' });
    assert.throws(() => openBundle(text, Buffer.alloc(32).toString('base64')), { name: 'BundleRefused' });
  });

  it('has the form that it should have, even signed', () => {
    const sign = (content: unknown) => refusal(signed(signer, content));
    assert.match(sign({ ...bundle(1), revision: 0 }), /“revision” must be at least 1/);
    assert.match(sign({ ...bundle(1), revision: 1.5 }), /“revision”/);
    assert.match(sign({ ...bundle(1), issuedAt: 'yesterday' }), /“issuedAt” must be a time/);
    assert.match(sign({ ...bundle(1), extra: true }), /extra/);
    assert.match(sign(bundle(1, { '../a.policy.jsonc': {} })), /“files.0.name” a plain file name/);
    assert.match(sign(bundle(1, { 'A.policy.jsonc': {}, 'a.policy.jsonc': {} })), /two files/);
    assert.match(sign('not json'), /“the whole”/);
  });
});

describe('the bundles that are kept', () => {
  const directory = temporaryDirectory();
  const url = 'https://policy.acme.example/bundle.json';
  const accept = (text: string, now = 1000, publicKey = signer.publicKey) =>
    new BundleCache(directory.path).accept(publicKey, { url, text, etag: '"1"' }, now);
  const read = (publicKey = signer.publicKey) => new BundleCache(directory.path).read(publicKey);

  it('are there in the next window, with their files to look at', async () => {
    assert.equal(await read(), undefined);
    await accept(signed(signer, bundle(3, { ...policy, 'members.jsonc': '{}' })));
    const kept = await read();
    assert.deepEqual([kept?.bundle.revision, kept?.record.etag, kept?.record.confirmedAt], [3, '"1"', 1000]);
    const shown = kept?.directory ?? '';
    assert.deepEqual((await readdir(shown)).sort(), ['a.policy.jsonc', 'members.jsonc']);
    if (process.platform !== 'win32') assert.equal((await stat(join(shown, 'a.policy.jsonc'))).mode & 0o777, 0o400);
    await accept(signed(signer, bundle(4, policy)));
    assert.deepEqual(await readdir(shown), ['a.policy.jsonc']);
    assert.equal(await read(other.publicKey), undefined);
  });

  it('never go back, at whatever address', async () => {
    await accept(signed(signer, bundle(5, policy)));
    await assert.rejects(accept(signed(signer, bundle(4, policy))), /revision 4 is older than 5/);
    await assert.rejects(accept(signed(signer, bundle(5))), /revision 5 is not what it was before/);
    const elsewhere = { url: 'https://mirror.example/b', text: signed(signer, bundle(1)) };
    await assert.rejects(new BundleCache(directory.path).accept(signer.publicKey, elsewhere, 1), /older than 5/);
    await assert.rejects(accept(signed(other, bundle(6, policy))), /signature/);
    assert.equal((await read())?.bundle.revision, 5);
    await accept(signed(signer, bundle(5, policy)), 2000);
    assert.equal((await read())?.record.confirmedAt, 2000);
    // Another key counts anew.
    assert.equal((await accept(signed(other, bundle(1)), 1, other.publicKey)).bundle.revision, 1);
  });

  it('are opened anew when they are read, and not believed where somebody changed them', async () => {
    await accept(signed(signer, bundle(5, policy)));
    const [name = ''] = (await readdir(directory.path)).filter((one) => one.endsWith('.json'));
    const file = join(directory.path, name);
    const record = JSON.parse(await readFile(file, 'utf8'));
    await writeFile(file, JSON.stringify({ ...record, envelope: signed(other, bundle(9)) }));
    await assert.rejects(read(), /signature/);
    await writeFile(file, JSON.stringify({ ...record, envelope: signed(signer, bundle(4)) }));
    await assert.rejects(read(), /revision 4 is older than 5/);
    // What was seen is still known.
    await assert.rejects(accept(signed(signer, bundle(4))), /older than 5/);
    await writeFile(file, '{');
    assert.equal(await read(), undefined);
  });

  it('note when they were confirmed, and what the clock showed', async () => {
    const cache = new BundleCache(directory.path);
    await cache.note(signer.publicKey, 1, true);
    assert.equal(await read(), undefined);
    await accept(signed(signer, bundle(1)), 1000);
    const times = async () => {
      const { confirmedAt, latestSeen } = (await read())?.record ?? assert.fail();
      return [confirmedAt, latestSeen];
    };
    await cache.note(signer.publicKey, 5000, false);
    assert.deepEqual(await times(), [1000, 5000]);
    await cache.note(signer.publicKey, 3000, false);
    assert.deepEqual(await times(), [1000, 5000]);
    await cache.note(signer.publicKey, 3000, true);
    assert.deepEqual(await times(), [3000, 3000]);
  });
});

describe('where the policies of the organisation are', () => {
  const publicKey = signer.publicKey;
  const wrong = (value: unknown) => {
    const read = readAnchor(value);
    return 'wrong' in read ? read.wrong : 'taken';
  };

  it('is an https address with a key', () => {
    const anchor = { url: 'https://policy.acme.example/bundle.json', publicKey };
    assert.deepEqual(readAnchor({ version: 1, ...anchor }), { anchor });
    assert.deepEqual(readAnchor({ url: 'http://127.0.0.1:80/b', publicKey }), {
      anchor: { url: 'http://127.0.0.1:80/b', publicKey },
    });
    const notSafe = 'the address is not an https address';
    for (const url of ['http://policy.acme.example/', 'file:///etc/x', 'https://user:pw@acme.example/', 'nonsense']) {
      assert.equal(wrong({ url, publicKey }), notSafe, url);
    }
    assert.match(wrong({ url: anchor.url, publicKey: 'abc' }), /publicKey an ed25519 key/);
    assert.match(wrong({ url: anchor.url }), /publicKey is missing/);
    assert.match(wrong({ ...anchor, key: 1 }), /not known: key/);
    assert.match(wrong('https://policy.acme.example'), /must be/);
  });
});
