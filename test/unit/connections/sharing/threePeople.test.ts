import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ControlledAcme, startAcme } from '../../../../examples/acme/acme.ts';
import { checkConnection } from '../../../../src/connections/check.ts';
import { type CreateRequest, createConnection } from '../../../../src/connections/create.ts';
import { useCredential } from '../../../../src/connections/credential.ts';
import { memberIdentity } from '../../../../src/connections/memberKey.ts';
import { moveConnections } from '../../../../src/connections/move.ts';
import { reconnectConnection } from '../../../../src/connections/reconnect.ts';
import { reconnectFields } from '../../../../src/connections/reconnectFields.ts';
import { giveAccess, removeMember } from '../../../../src/connections/sharing/members.ts';
import { openSealed } from '../../../../src/connections/sharing/openSealed.ts';
import { sharingOverview } from '../../../../src/connections/sharing/overview.ts';
import { resealConnection } from '../../../../src/connections/sharing/reseal.ts';
import { takeIn } from '../../../../src/connections/sharing/takeIn.ts';
import { connectionState } from '../../../../src/connections/state.ts';
import type { Connection } from '../../../../src/model/connection.ts';
import { Denial } from '../../../../src/model/denial.ts';
import { readSealed } from '../../../../src/storage/sealedCredential.ts';
import { apiRequest, bearer } from '../../../support/acmeTokens.ts';
import { folderOf, newAcmeKey, startTeam, type Team, type TeamMember, tokenOf } from '../../../support/team.ts';
import { quietly } from '../../../support/testParts.ts';

const hasAge = (() => {
  try {
    execFileSync('age', ['--version']);
    return true;
  } catch {
    return false;
  }
})();

describe('sharing: an administrator, a member and an outsider with one repository', function () {
  this.timeout(60_000);
  let acme: ControlledAcme;
  let team: Team;
  let ana: TeamMember;
  let ben: TeamMember;
  let eve: TeamMember;
  let ledger: Connection;
  let key: Connection;

  const finance = (member: TeamMember) => folderOf(member, 'Finance');
  const request = (member: TeamMember, changes: Partial<CreateRequest>): CreateRequest => ({
    folder: finance(member),
    connector: 'acme',
    authType: 'clientCredentials',
    name: '',
    accountKind: 'service',
    values: { siteUrl: acme.url, clientId: 'acme-service', clientSecret: 'acme-service-secret' },
    scopes: [],
    sharing: 'sealed',
    ...changes,
  });
  const call = async ({ parts }: TeamMember, { id }: Connection) => {
    const { credential } = (await useCredential(parts, id)).stored;
    assert.ok(credential.kind === 'oauth');
    return apiRequest(acme.url, 'me', bearer(credential.accessToken.reveal()));
  };
  const stateOf = async ({ parts }: TeamMember, { id }: Connection) => {
    await parts.states.ready();
    return connectionState(parts.states, await parts.files.connection(id)).grant;
  };

  before(async () => {
    acme = await startAcme({ control: true });
    team = await startTeam();
    await team.seed({
      'members.jsonc': { version: 1, groups: { finance: ['ben@acme.example'] } },
      'folders/Finance/folder.jsonc': {
        version: 1,
        roles: { 'Folder Administrator': ['ana@acme.example'], 'Automation User': ['group:finance'] },
      },
    });
    for (const user of ['ana', 'ben', 'eve']) {
      const member = await team.clone(`${user}@acme.example`);
      await member.join();
      await member.push(`${user} joins`);
      if (user === 'ana') ana = member;
      if (user === 'ben') ben = member;
      if (user === 'eve') eve = member;
    }
    await ana.pull();
  });
  after(async () => {
    await team.close();
    await acme.close();
  });

  it('lets the administrator seal a service account’s secret for the folder', async () => {
    ledger = await createConnection(ana.parts, request(ana, { name: 'Ledger' }), quietly());
    key = await createConnection(
      ana.parts,
      request(ana, { name: 'Key', authType: 'apiKey', values: { siteUrl: acme.url, token: newAcmeKey(acme) } }),
      quietly(),
    );
    const text = await readFile(ledger.file, 'utf8');
    assert.ok(!text.includes('acme-service-secret'));
    assert.match(text, /BEGIN AGE ENCRYPTED FILE/);
    assert.deepEqual([ledger.credential.sealedBy, ledger.credential.recipients?.length], ['ana@acme.example', 2]);
    assert.equal((await call(ana, ledger)).status, 200);
    await ana.push('Ledger and key');
  });

  it('lets a member use it, who has signed in to nothing', async () => {
    await ben.pull();
    assert.deepEqual(await stateOf(ben, ledger), { status: 'connected' });
    assert.equal((await call(ben, ledger)).status, 200);
    assert.match(await tokenOf(ben, key.id), /^acme_key_/);
    assert.equal((await checkConnection(ben.parts, ledger.id)).grant.status, 'connected');
    assert.deepEqual(await ben.parts.vault.keys().then((keys) => keys.includes(ledger.id)), true);
  });

  it('opens nothing to somebody who has the repository and no role, and says which line keeps them out', async () => {
    await eve.pull();
    assert.deepEqual(await stateOf(eve, ledger), { status: 'needsSignIn', reason: 'notForYou' });
    const attempts = [
      () => useCredential(eve.parts, ledger.id),
      () => checkConnection(eve.parts, ledger.id),
      () => reconnectConnection(eve.parts, ledger.id, { values: {} }, quietly()),
      () => createConnection(eve.parts, request(eve, { name: 'Mine' }), quietly()),
      () =>
        moveConnections(eve.parts, [ledger.id], 'personal').then(({ failed }) => Promise.reject(failed[0]?.problem)),
      () => resealConnection(eve.parts, ledger.id),
    ];
    for (const attempt of attempts) {
      await assert.rejects(attempt, (error) => {
        assert.ok(error instanceof Denial, String(error));
        assert.match(`${error.facts.at?.file}:${error.facts.at?.line}`, /Finance.folder\.jsonc:\d+$/);
        return true;
      });
    }
    await assert.rejects(giveAccess(eve.parts, finance(eve), 'eve@acme.example', 'Automation User'), {
      code: 'PB716',
    });
    // Past all of our own rules there is mathematics.
    await assert.rejects(openSealed(eve.parts, await eve.parts.files.connection(ledger.id)), { code: 'PB702' });
    assert.deepEqual(
      (await eve.parts.vault.keys()).filter((id) => id !== 'member-key'),
      [],
    );
  });

  it('is age and nothing else: its own command line opens it for the member, and for nobody else', async function () {
    if (!hasAge) this.skip();
    const home = await mkdtemp(join(tmpdir(), 'patchbay-age-'));
    try {
      const sealed = (await readSealed(await ben.parts.files.connection(ledger.id)))?.sealed ?? '';
      await writeFile(join(home, 'sealed.age'), sealed);
      const open = async ({ parts }: TeamMember) => {
        const identity = await memberIdentity(parts.vault);
        await writeFile(join(home, 'identity.txt'), `${identity?.reveal()}\n`, { mode: 0o600 });
        return execFileSync('age', ['--decrypt', '-i', join(home, 'identity.txt'), join(home, 'sealed.age')], {
          encoding: 'utf8',
          stdio: 'pipe',
        });
      };
      const { for: purpose, secret } = JSON.parse(await open(ben));
      assert.equal(purpose, `connection:${ledger.id}`);
      assert.equal(JSON.parse(secret).secrets.clientSecret, 'acme-service-secret');
      await assert.rejects(open(eve), /no identity matched/);
    } finally {
      await rm(home, { recursive: true });
    }
  });

  it('seals anew without a member who is removed, and reminds that the secret must be replaced', async () => {
    await removeMember(ana.parts, ana.members, 'ben@acme.example');
    const { rotate, members, open } = await sharingOverview(ana.parts, finance(ana));
    assert.deepEqual(rotate.map(({ name }) => name).sort(), ['Key', 'Ledger']);
    assert.deepEqual(open, []);
    assert.ok(!members.some(({ user, mayUse }) => mayUse && user === 'ben@acme.example'));
    const now = await ana.parts.files.connection(key.id);
    assert.deepEqual(
      [now.credential.rotate?.because, now.credential.recipients?.length],
      ['ben@acme.example was removed', 1],
    );
    await ana.push('Ben leaves');
  });

  it('keeps the reminder until the secret is another one', async () => {
    const before = await tokenOf(ana, key.id);
    assert.deepEqual(
      (await reconnectFields(ana.parts, key.id)).map(({ name }) => name),
      ['token'],
    );
    const same = await reconnectConnection(ana.parts, key.id, { values: { token: before } }, quietly());
    assert.ok((await ana.parts.files.connection(same.id)).credential.rotate);
    await reconnectConnection(ana.parts, key.id, { values: { token: newAcmeKey(acme) } }, quietly());
    assert.equal((await ana.parts.files.connection(key.id)).credential.rotate, undefined);
    assert.notEqual(await tokenOf(ana, key.id), before);
    await ana.push('A new key');
  });

  it('gives the removed member nothing of the new secret', async () => {
    const old = await tokenOf(ben, key.id);
    await ben.pull();
    await assert.rejects(useCredential(ben.parts, key.id), Denial);
    const connection = await ben.parts.files.connection(key.id);
    await assert.rejects(openSealed(ben.parts, connection), { code: 'PB702' });
    // Nor does the computer keep what it held before.
    assert.ok((await ben.parts.vault.keys()).includes(key.id));
    const folder = await ben.parts.files.folder(connection.folder);
    const connector = await ben.parts.catalog.connector(connection.connector);
    await assert.rejects(takeIn(ben.parts, { connection, folder, connector }), { code: 'PB702' });
    assert.ok(!(await ben.parts.vault.keys()).includes(key.id));
    assert.notEqual(old, await tokenOf(ana, key.id));
  });
});
