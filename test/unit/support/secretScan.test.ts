import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scanForSecrets } from '../../support/secretScan.ts';

describe('the secret scan', () => {
  const secret = 'p/l=a n+t?e"d-4711';
  let directory: string;

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'patchbay-scan-'));
    mkdirSync(join(directory, 'logs', 'deep'), { recursive: true });
    writeFileSync(join(directory, 'logs', 'clean.log'), 'nothing to see here');
  });
  afterEach(() => rmSync(directory, { recursive: true }));

  /** Plants the text and says in which form and file the second secret was found. */
  const found = (content: string | Buffer, name = 'logs/deep/planted.log') => {
    writeFileSync(join(directory, name), content);
    const { findings } = scanForSecrets(directory, ['another secret, used nowhere', secret]);
    return findings.map((it) => `${it.secret} ${it.form} ${it.file}`);
  };

  it('finds nothing where nothing is', () => {
    assert.deepEqual(scanForSecrets(directory, [secret]), { files: 1, findings: [] });
  });

  it('finds a raw one, in a folder in a folder, and names it by number only', () => {
    assert.deepEqual(found(`token=${secret};`), ['2 raw logs/deep/planted.log']);
  });

  it('finds one in the name of a file', () => {
    writeFileSync(join(directory, 'a-name-with-4711'), '');
    const { findings } = scanForSecrets(directory, ['a-name-with-4711']);
    assert.equal(findings[0]?.form, 'raw');
  });

  for (const [form, text] of [
    ['url', `http://127.0.0.1/?token=${encodeURIComponent(secret)}&more`],
    ['url', new URLSearchParams({ token: secret }).toString()],
    ['json', JSON.stringify({ token: secret })],
    ['hex', Buffer.from(secret).toString('hex')],
    ['utf-16', Buffer.from(secret, 'utf16le')],
    ['base64', Buffer.from(secret).toString('base64url')],
    ['base64', Buffer.from(`user:${secret}:more`).toString('base64')],
    ['base64', Buffer.from(`users:${secret}`).toString('base64')],
    ['base64', Buffer.from(`user1:${secret}!`).toString('base64')],
  ] as const) {
    it(`finds one written as ${form}: ${String(text).slice(0, 12)}…`, () => {
      assert.deepEqual(found(text), [`2 ${form} logs/deep/planted.log`]);
    });
  }
});
