import assert from 'node:assert/strict';
import { alternatives, decide, type Request } from '../../../../src/policy/index.ts';
import { matrixOf } from '../../../../src/views/governance/matrix.ts';
import { fromGovernanceSchema, type MatrixPage } from '../../../../src/views/governance/protocol.ts';
import { GovernanceSession } from '../../../../src/views/governance/session.ts';
import { connectionRecord, put } from '../../../support/connections.ts';
import { governedWorld, tenant } from '../../../support/governed.ts';

describe('the page “What Is Allowed”', () => {
  const world = governedWorld();
  const opened: string[] = [];
  let page: MatrixPage;
  let session: GovernanceSession;
  const rules = {
    ...tenant,
    settings: {
      connectors: {
        slack: { enabled: false },
        github: { authTypes: { pat: { parameters: { siteUrl: { value: 'https://github.com' } } } } },
      },
    },
    guardrails: [
      { id: 'people', deny: ['create'], when: { folder: 'shared', account: 'personal' }, because: 'One person.' },
      { id: 'soon', deny: ['create'], when: { connector: 'gitlab' }, rollout: 'warn' },
    ],
  };

  const salted = { id: 'Salted id', when: { connector: 'github' }, because: 'Salted why', instead: 'Salted way' };

  beforeEach(async () => {
    opened.length = 0;
    await world.policy(rules);
    await put(world.place('members.jsonc'), { version: 1, groups: { finance: ['bob@acme.example'] } });
    await world.changed();
    session = new GovernanceSession(world.parts, {
      post: (message) => {
        page = message.page;
      },
      open: ({ file, line }) => opened.push(`${file}:${line}`),
      exempt: (id) => opened.push(`exempt ${id}`),
    });
    await session.receive({ type: 'ready' });
  });
  afterEach(() => session.dispose());

  const cell = (connector: string, type: string) =>
    page.rows.find((row) => row.connector === connector)?.cells[page.types.findIndex(({ id }) => id === type)];

  it('repeats no word of a workspace that is not trusted, and names the line', async () => {
    await world.policy({ ...rules, name: 'Salted words', contact: 'Salted contact' });
    await world.policy({ ...tenant, name: 'Salted guard', guardrails: [{ ...salted, deny: ['create'] }] }, 'guard');
    world.parts.trusted = false;
    await world.changed();
    for (const connector of ['slack', 'github']) {
      await session.receive({ type: 'select', connector, authType: 'pat' });
      assert.equal(page.reason?.state, 'denied', connector);
      assert.match(page.reason?.decided?.link?.label ?? '', /\.policy\.jsonc:\d+$/);
      assert.doesNotMatch(JSON.stringify(page), /Salted/);
    }
  });

  it('answers each cell as the policies decide', async () => {
    const table = await world.parts.governance.table();
    for (const { id: folder } of table.parts.domain.folders) {
      const question = { action: 'create', folder, account: 'personal' } as const;
      const { types, rows } = matrixOf(table, question);
      for (const { connector, cells } of rows) {
        for (const [at, state] of cells.entries()) {
          const request = { ...question, connector, authType: types[at] } as Request;
          if (state === 'none') continue;
          const { outcome, warned } = decide(table, request);
          const wanted = outcome === 'deny' ? ['denied'] : warned ? ['warned'] : ['allowed', 'filled'];
          assert.ok(wanted.includes(state), `${connector} ${types[at]}: ${state}`);
        }
      }
    }
  });

  it('has a sign for each: allowed, filled, warned, denied, not offered', () => {
    assert.equal(cell('slack', 'byoa'), 'denied');
    assert.equal(cell('github', 'pat'), 'filled');
    assert.equal(cell('gitlab', 'pat'), 'warned');
    assert.equal(cell('slack', 'basic'), 'none');
    assert.equal(cell('acme', 'pat'), 'allowed');
  });

  it('says why, and opens the line by an index that it gave itself', async () => {
    await session.receive({ type: 'select', connector: 'slack', authType: 'byoa' });
    const { reason } = page;
    assert.match(reason?.sentence ?? '', /Slack is turned off by the policy/);
    await session.receive({ type: 'open', index: reason?.decided?.link?.index });
    assert.match(opened.join(), /baseline\.policy\.jsonc:\d+$/);
    await session.receive({ type: 'open', index: 999 });
    assert.equal(opened.length, 1);
  });

  it('takes an alternative: its folder, account and type are chosen, and it is allowed', async () => {
    await session.receive({ type: 'choose', what: 'folder', id: world.shared() });
    await session.receive({ type: 'select', connector: 'github', authType: 'pat' });
    assert.equal(page.reason?.state, 'denied');
    assert.ok((page.reason?.alternatives.length ?? 0) > 0);
    await session.receive({ type: 'take', index: 0 });
    assert.notEqual(page.reason?.state, 'denied');
    const table = await world.parts.governance.table();
    const request = {
      action: 'create',
      connector: 'github',
      authType: 'pat',
      folder: world.shared(),
      account: 'personal',
    };
    assert.ok(alternatives(table, request as Request).length > 0);
  });

  it('asks for somebody else, by their groups', async () => {
    const only = { id: 'no-finance', deny: ['create'], when: { group: 'finance', connector: 'acme' } };
    await world.policy({ ...rules, guardrails: [only] });
    await world.changed();
    await session.refresh();
    assert.equal(cell('acme', 'pat'), 'allowed');
    for (const id of ['user:bob@acme.example', 'group:finance']) {
      await session.receive({ type: 'choose', what: 'person', id });
      assert.equal(cell('acme', 'pat'), 'denied', id);
    }
    await session.receive({ type: 'choose', what: 'person', id: 'user:nobody@acme.example' });
    assert.equal(page.chosen.person, 'self');
  });

  it('begins with a connection, for which an exemption can be drafted', async () => {
    const id = '0b7fb1a4-8f0e-4b6e-9f55-0d8f4f1f3a11';
    const file = `${world.finance()}/x.connection.jsonc`;
    await put(file, connectionRecord({ id, connector: 'github', authType: 'pat', accountKind: 'personal' }));
    await world.changed();
    await session.ask(id);
    assert.deepEqual(page.selected, { connector: 'github', authType: 'pat' });
    assert.equal(page.chosen.folder, world.shared());
    assert.equal(page.reason?.exemption, id);
    await session.receive({ type: 'exempt' });
    assert.deepEqual(opened, [`exempt ${id}`]);
  });

  it('takes nothing but its own messages', async () => {
    for (const raw of [
      { type: 'open', index: '/etc/passwd' },
      { type: 'open', index: -1 },
      { type: 'open', index: 0, file: '/etc/passwd' },
      { type: 'choose', what: '__proto__', id: 'x' },
      { type: 'run' },
      undefined,
    ]) {
      assert.equal(fromGovernanceSchema.safeParse(raw).success, false);
      await session.receive(raw);
    }
    assert.deepEqual(opened, []);
  });
});
