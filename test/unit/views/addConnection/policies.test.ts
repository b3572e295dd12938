import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { FromPanel, ToPanel } from '../../../../src/views/addConnection/protocol.ts';
import { AddSession } from '../../../../src/views/addConnection/session.ts';
import { put } from '../../../support/connections.ts';
import { governedWorld, tenant } from '../../../support/governed.ts';
import { until } from '../../../support/until.ts';
import { TestPanel } from './panelFixture.ts';

type Of<T extends ToPanel['type']> = Extract<ToPanel, { type: T }>;

const acme = (authTypes: object) => ({ ...tenant, settings: { connectors: { acme: { authTypes } } } });
const lockedId = acme({ byoa: { parameters: { clientId: { value: 'acme-byoa', locked: true } } } });

describe('add panel: policies', () => {
  const world = governedWorld();
  let posted: ToPanel[];
  let shown: string[];
  let session: AddSession;

  beforeEach(() => {
    posted = [];
    shown = [];
    session = new AddSession(world.parts, {
      post: (message) => void posted.push(message),
      copy: async () => {},
      showPlace: ({ file, line }) => void shown.push(`${file}:${line}`),
      showDetails: () => {},
      newConnector: () => {},
      joinWorkspace: (members) => void shown.push(`join ${members}`),
      close: () => {},
    });
  });
  afterEach(() => session.dispose());

  const last = <T extends ToPanel['type']>(type: T): Of<T> | undefined =>
    posted.findLast((message): message is Of<T> => message.type === type);
  const connect = (changes: object = {}): FromPanel => ({
    type: 'connect',
    folder: 'personal',
    connector: 'acme',
    authType: 'byoa',
    name: '',
    accountKind: 'personal',
    values: { siteUrl: 'http://127.0.0.1:9', clientId: 'acme-byoa', clientSecret: 'a-secret-of-the-app' },
    scopes: ['openid', 'api'],
    ...changes,
  });
  const failure = async (message: FromPanel) => {
    await session.receive(message);
    await until('the attempt fails', () => last('failed') !== undefined);
    return last('failed');
  };

  it('a locked client id is held, whatever a forged message says', async () => {
    await world.policy(lockedId);
    await world.changed();
    let opened = 0;
    world.parts.openBrowser = async () => Boolean(++opened);
    const values = { siteUrl: 'http://127.0.0.1:9', clientId: 'an-app-of-mine', clientSecret: 'a-secret-of-the-app' };
    const failed = await failure(connect({ values }));
    assert.equal(failed?.problem.code, 'PB652');
    assert.equal(failed?.field, 'clientId');
    assert.equal(opened, 0, 'the browser was opened');
  });

  it('a type that is turned off is refused with the line and what is allowed, and the line is shown when asked for', async () => {
    await world.policy(acme({ byoa: { enabled: false } }));
    await world.changed();
    await session.receive({ type: 'ready' });
    const { denial } = (await failure(connect()))?.problem ?? {};
    assert.equal(denial?.policy, 'Baseline');
    assert.ok(denial.alternatives.some(({ change }) => change.authType === 'oauth2'));
    assert.ok(!JSON.stringify(posted).includes(world.place('policies')), 'a path went to the page');
    await session.receive({ type: 'showPlace', place: denial.place });
    assert.match(shown[0] ?? '', /baseline\.policy\.jsonc:\d+$/);
    await session.receive({ type: 'showPlace', place: 99 });
    assert.equal(shown.length, 1, 'a place that was never named was shown');
  });

  it('catalog, folders and form follow a change by themselves', async () => {
    await session.receive({ type: 'ready' });
    await session.receive({ type: 'chooseConnector', key: 'acme', folder: 'personal' });
    const typeOf = () => last('form')?.form.authTypes.find(({ type }) => type === 'byoa');
    assert.equal(typeOf()?.fields.find(({ name }) => name === 'clientId')?.default, undefined);
    await world.policy(lockedId);
    world.parts.policiesChanged();
    await world.parts.governance.table();
    await until('the form follows', () => typeOf()?.fields.some(({ policy }) => policy?.locked) === true);
    await world.policy({ ...tenant, settings: { connectors: { acme: { enabled: false } } } });
    world.parts.policiesChanged();
    await world.parts.governance.table();
    const off = () => last('gallery')?.connectors.find(({ key }) => key === 'acme')?.off;
    await until('the catalog follows', () => off() !== undefined);
    assert.match(off()?.sentence ?? '', /Acme \(demo\) is turned off by the policy “Baseline”/);
    assert.equal(last('gallery')?.connectors.find(({ key }) => key === 'github')?.off, undefined);
  });

  it('a folder in which nobody gave the person the permission says so, with the file that gives roles', async () => {
    const file = join(world.finance(), 'folder.jsonc');
    await put(file, { version: 1, roles: { 'Automation User': ['*'] } });
    await world.policy({ ...tenant, settings: { connectors: { acme: { enabled: false } } } });
    await world.changed();
    await session.receive({ type: 'ready' });
    const folder = last('gallery')?.folders.find(({ id }) => id === world.shared());
    assert.match(folder?.blocked ?? '', /You do not have the permission “Create” in Finance/);
    await session.receive({ type: 'showPlace', place: folder?.place ?? -1 });
    assert.match(shown[0] ?? '', /Finance[/\\]folder\.jsonc:\d+$/);
    assert.equal(last('gallery')?.folders.find(({ id }) => id === 'personal')?.blocked, undefined);
  });

  it('joining is done by the file of the form’s folder, which the page does not name', async () => {
    await world.changed();
    await session.receive({ type: 'joinWorkspace' });
    assert.deepEqual(shown, [], 'no form, no folder');
    await session.receive({ type: 'chooseConnector', key: 'acme', folder: world.shared() });
    const option = last('form')?.form.authTypes.find(({ type }) => type === 'pat')?.sharing[0];
    assert.equal(option?.problem?.join, true);
    await session.receive({ type: 'joinWorkspace' });
    assert.deepEqual(shown, [`join ${world.place('members.jsonc')}`]);
  });

  it('where everything is turned off the catalog says so, and not the folders', async () => {
    await world.policy({ ...tenant, settings: { connectors: { '*': { enabled: false } } } });
    await world.changed();
    await session.receive({ type: 'ready' });
    const { folders, connectors } = last('gallery') ?? { folders: [], connectors: [] };
    assert.ok(folders.length > 0 && folders.every(({ blocked }) => blocked === undefined));
    assert.ok(connectors.every(({ off, authTypes }) => off !== undefined || authTypes.length === 0));
  });

  it('the page keeps to what is locked and bounded, and does what is allowed instead at one click', async () => {
    const parameters = {
      clientId: { value: 'acme-byoa', locked: true },
      siteUrl: { allowed: ['127.0.0.1:4848'] },
      scopes: { allowed: ['openid', 'api'] },
    };
    await world.policy(acme({ byoa: { parameters, default: true }, pat: { enabled: false } }));
    await world.changed();
    await session.receive({ type: 'ready' });
    const panel = new TestPanel();
    const follow = () => panel.receive(...posted.splice(0));
    follow().act({ type: 'pickFolder', id: 'personal' }, { type: 'pickConnector', key: 'acme' });
    for (const message of panel.sent.splice(0)) await session.receive(message);
    follow();
    assert.equal(panel.state.authType, 'byoa');
    panel
      .type('clientId', 'typed before')
      .type('clientSecret', 'a-secret-of-the-app')
      .type('siteUrl', 'https://evil.example');
    assert.equal(panel.act({ type: 'submit' }).focus, 'field-siteUrl');
    panel.type('siteUrl', 'http://127.0.0.1:4848').act({ type: 'submit' });
    const sent = panel.last;
    assert.ok(sent?.type === 'connect');
    assert.equal(sent.values['clientId'], 'acme-byoa');
    assert.deepEqual(sent.scopes, ['openid', 'api'], 'a scope outside the bound was proposed');

    panel.receive({ type: 'cancelled' }).act({ type: 'pickType', authType: 'pat' });
    assert.equal(panel.act({ type: 'submit' }).focus, 'ruling');
    const pat = panel.state.form?.authTypes.find(({ type }) => type === 'pat');
    const { personal } = pat?.rulings ?? {};
    assert.ok(personal?.outcome === 'blocked');
    const change = personal.denial.alternatives[0]?.change;
    assert.ok(change);
    panel.act({ type: 'pickAlternative', change });
    assert.notEqual(panel.state.authType, 'pat');
    assert.equal(panel.state.values['siteUrl'], 'http://127.0.0.1:4848', 'what was typed is gone');
  });
});
