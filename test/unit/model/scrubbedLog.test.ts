import assert from 'node:assert/strict';
import { providerDown } from '../../../src/model/problems.ts';
import { scrubbedLog } from '../../../src/model/scrubbedLog.ts';
import { Secret } from '../../../src/model/secret.ts';

describe('the log', () => {
  const secret = new Secret('a-token/that+nobody=may-see');
  const forms = [
    secret.reveal(),
    encodeURIComponent(secret.reveal()),
    Buffer.from(`user:${secret.reveal()}`).toString('base64'),
  ];
  let lines: string[];
  const log = scrubbedLog({
    debug: (line) => lines.push(`debug ${line}`),
    info: (line) => lines.push(`info ${line}`),
    warn: (line) => lines.push(`warn ${line}`),
    error: (line) => lines.push(`error ${line}`),
  });
  beforeEach(() => {
    lines = [];
  });

  it('writes no secret at any level, in no form', () => {
    for (const form of forms) {
      log.debug(`a ${form}`);
      log.info(`b ${form}`);
      log.warn(`c ${form}`);
      log.error(`d ${form}`);
    }
    assert.equal(lines.length, 12);
    for (const line of lines) for (const form of forms) assert.ok(!line.includes(form), line);
    assert.equal(lines[0], `debug a ${secret}`);
  });

  it('says the kind and place of an error, not what it holds', () => {
    const body = `refused\n  {"refresh_token": "${secret.reveal()}"}\n  at the provider`;
    log.error('It failed', Object.assign(new TypeError(body), { code: 'ECONNRESET', body }));
    log.error('It failed', providerDown('Acme', 'x'));
    log.error('It failed', 'a text');
    assert.match(lines[0] ?? '', /^error It failed: TypeError ECONNRESET at /);
    assert.ok(!lines[0]?.includes('refresh_token'));
    assert.deepEqual(lines.slice(1), ['error It failed: PB401', 'error It failed: string']);
  });
});
