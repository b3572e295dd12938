import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BindingOverrides } from '../../src/storage/bindingOverrides.ts';
import { BindingFiles } from '../../src/use/bindings/bindingFiles.ts';
import { WindowBindings } from '../../src/use/bindings/bindings.ts';
import { serviceBindings } from '../../src/use/bindings/forService.ts';
import type { Bindings as ServiceBindings } from '../../src/use/service/options.ts';
import { uipathVariables } from '../../src/use/variables.ts';
import { json } from '../support/localServer.ts';
import { oauthOf } from '../support/oauthToken.ts';
import { remember } from '../support/secrets.ts';
import { tokenOf, World } from '../support/servicing.ts';
import { pythonWithSdk } from './python.ts';
import { runSdk, type Step } from './script.ts';

describe('UiPath’s SDK for Python, unchanged', () => {
  const world = new World();
  let python = '';
  let bindings: WindowBindings;
  let robot: string;

  before(async function () {
    this.timeout(700_000);
    const found = await pythonWithSdk();
    if ('missing' in found) {
      console.log(`SKIPPED: ${found.missing}, so UiPath’s SDK was not run against the service.`);
      return this.skip();
    }
    python = found.program;
  });
  beforeEach(async () => {
    const late: ServiceBindings = {
      resolve: (name) => serviceBindings(bindings).resolve(name),
      explain: (name) => serviceBindings(bindings).explain(name),
      names: () => serviceBindings(bindings).names(),
    };
    await world.start({ bindings: late });
    const { parts } = world;
    robot = join(parts.workspace, 'bindings.json');
    const files = new BindingFiles(async () => [
      { file: join(parts.workspace, '.patchbay', 'bindings.jsonc'), kind: 'patchbay' },
      { file: robot, kind: 'uipath' },
    ]);
    bindings = new WindowBindings(parts, files, new BindingOverrides(parts.root));
  });
  afterEach(async () => {
    bindings.dispose();
    await world.stop();
  });

  /** As a terminal of the editor has them; without the addresses of single services where `whole`. */
  const environment = (whole = false) => {
    const all = uipathVariables({ url: world.service.url, bearer: world.bearer });
    const { UIPATH_URL = '', UIPATH_ACCESS_TOKEN = '' } = all;
    return whole ? { UIPATH_URL, UIPATH_ACCESS_TOKEN } : all;
  };
  const run = async (...steps: Step[]) => (await runSdk(python, environment(), steps)).done;
  const activity = (
    object_path: string,
    method_name = 'GET',
    places: object = {},
    content_type = 'application/json',
  ) => ({
    ...{ object_path, method_name, content_type, parameter_location_info: places },
  });

  for (const whole of [false, true]) {
    it(`lists, retrieves, gets tokens and invokes, ${whole ? 'by one address' : 'by the addresses of its services'}`, async () => {
      const token = remember('an-access-token-of-the-provider');
      const id = await world.connect(
        { authType: 'oauth2', name: 'Sales', isDefault: true },
        oauthOf(token),
        'Finance/AP',
      );
      const { connector: key } = await world.parts.files.connection(id);
      world.provider.answer = ({ url, headers, method, body }, response) =>
        json(response, { path: url.pathname, query: url.search, method, body, authorization: headers.authorization });
      const metadata = activity('/tickets/{key}', 'GET', { query_params: ['all'], path_params: ['key'] });
      const { done, environment: seen } = await runSdk(python, environment(whole), [
        { call: 'list', with: { folder_path: 'Finance/AP' } },
        { call: 'list_async', with: { folder_path: 'Personal Workspace', connector_key: key, name: 'desk' } },
        { call: 'list', with: { folder_path: 'Finance/AP', name: "it's none" } },
        { call: 'retrieve', with: { key: id } },
        { call: 'retrieve_token', with: { key: id } },
        { call: 'retrieve_token_async', with: { key: id, token_type: 'bearer' } },
        {
          call: 'invoke_activity',
          with: { activity_metadata: metadata, connection_id: id, activity_input: { key: 'a b', all: true } },
        },
        {
          call: 'invoke_activity_async',
          with: { activity_metadata: metadata, connection_id: world.id, activity_input: { key: '1' } },
        },
      ]);
      const [shared, own, none, one, direct, bearer, called, calledOwn] = done;
      assert.deepEqual(
        shared?.result?.map((it: { name: string }) => it.name),
        ['Sales'],
        JSON.stringify(shared),
      );
      assert.deepEqual(
        own?.result?.map((it: { id: string }) => it.id),
        [world.id],
        JSON.stringify(own),
      );
      assert.deepEqual(none?.result, []);
      const { name, connector, folder, state, isDefault, elementInstanceId, apiBaseUri } = one?.result ?? {};
      assert.deepEqual([name, connector.key, folder.fullyQualifiedName, isDefault], ['Sales', key, 'Finance/AP', true]);
      assert.ok(Number.isSafeInteger(elementInstanceId) && typeof state === 'string');
      assert.equal(apiBaseUri, `${world.provider.origin}/api`);
      assert.equal(direct?.result?.accessToken, token, JSON.stringify(direct));
      assert.equal(bearer?.result?.accessToken, token);
      assert.ok(direct?.result?.expiresIn > 3000);
      assert.deepEqual(called?.result, {
        ...{ path: '/api/tickets/a%20b', query: '?all=true', method: 'GET', body: called?.result?.body },
        authorization: `Bearer ${token}`,
      });
      assert.equal(calledOwn?.result?.authorization, `Bearer ${world.token}`);
      // What the script is given is the service's bearer; no token of the application.
      for (const secret of [token, world.token]) assert.ok(!JSON.stringify(seen).includes(secret));
      const asked = world.provider.requests.map(({ headers }) => JSON.stringify(headers));
      assert.ok(asked.length > 0 && asked.every((text) => !text.includes(world.bearer.reveal())));
    });
  }

  it('sends JSON and files', async () => {
    world.provider.answer = ({ headers, body }, response) => json(response, { type: headers['content-type'], body });
    const post = activity('/tickets', 'POST', { body_fields: ['title'], header_params: ['X-Own'] });
    const upload = activity('/files', 'POST', { multipart_params: ['file'] }, 'multipart/form-data');
    const [created, uploaded] = await run(
      {
        call: 'invoke_activity',
        with: { activity_metadata: post, connection_id: world.id, activity_input: { title: 'é', 'X-Own': 'y' } },
      },
      {
        call: 'invoke_activity',
        with: {
          activity_metadata: upload,
          connection_id: world.id,
          activity_input: { file: { file: 'a.txt', content: 'hello' } },
        },
      },
    );
    assert.deepEqual(JSON.parse(created?.result?.body), { title: 'é' });
    assert.equal(world.provider.requests[0]?.headers['x-own'], 'y');
    assert.match(uploaded?.result?.type, /^multipart\/form-data; boundary=/);
    assert.match(uploaded?.result?.body, /filename="a\.txt"[\s\S]*hello/);
  });

  it('uses what a binding means now, also where its own project names an id', async () => {
    const token = remember('a-token-of-another-account');
    const other = await world.connect({ name: 'Other account' }, tokenOf(token));
    world.provider.answer = ({ headers }, response) => json(response, { as: headers.authorization });
    await mkdir(join(world.parts.workspace, '.patchbay'), { recursive: true });
    const content = { version: 1, bindings: { desk: { connection: world.id } } };
    await writeFile(join(world.parts.workspace, '.patchbay', 'bindings.jsonc'), JSON.stringify(content));
    const resource = { resource: 'connection', key: world.id, value: { ConnectionId: { defaultValue: world.id } } };
    await writeFile(robot, JSON.stringify({ version: '2.0', resources: [resource] }));
    bindings.reload();
    const as = async (connection_id: string) => {
      const step = { activity_metadata: activity('/me'), connection_id, activity_input: {} };
      const [done] = await run({ call: 'invoke_activity', with: step });
      return done?.result?.as ?? done;
    };
    assert.equal(await as('desk'), `Bearer ${world.token}`);
    assert.equal(await as(world.id), `Bearer ${world.token}`);
    // The person chooses another account; the script stays as it is.
    for (const { binding } of await bindings.all()) await bindings.choose(binding, other);
    assert.equal(await as('desk'), `Bearer ${token}`);
    assert.equal(await as(world.id), `Bearer ${token}`);
  });

  it('meets the errors that it knows', async () => {
    const { parts, provider } = world;
    provider.answer = (_, response) => json(response, { message: 'no such ticket' }, 404);
    const nobody = '3d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';
    const lost = await world.connect({ authType: 'oauth2', name: 'Lost' }, oauthOf('x'));
    await parts.vault.delete(lost);
    const closed = await world.connect({ name: 'Closed' }, tokenOf(remember('token-of-what-is-closed')), 'Closed');
    const policies = join(parts.workspace, '.patchbay', 'policies');
    await mkdir(policies, { recursive: true });
    const guardrails = [{ id: 'closed', deny: ['use'], when: { folder: 'Closed' }, because: 'It is closed.' }];
    const policy = { name: 'Closed', deploy: [{ tenant: true }], guardrails };
    await writeFile(join(policies, 'closed.policy.jsonc'), JSON.stringify(policy));
    parts.policiesChanged();
    const invoke = (connection_id: string, path = '/x') => ({
      ...{ call: 'invoke_activity', with: { activity_metadata: activity(path), connection_id, activity_input: {} } },
    });
    const steps: Step[] = [
      { call: 'retrieve', with: { key: nobody } },
      { call: 'retrieve_token', with: { key: lost } },
      { call: 'retrieve_token', with: { key: world.id } },
      invoke(closed),
      invoke(world.id),
      { call: 'list', with: { folder_path: 'Nowhere' } },
    ];
    const done = await run(...steps);
    const [unknown, expired, pat, denied, passed, folder] = done;
    const told = [unknown, expired, pat, denied].map((it) => [it?.error, it?.status, it?.code]);
    assert.deepEqual(told, [
      ['EnrichedException', 404, 'CNS1006'],
      ['EnrichedException', 400, 'CNS1008'],
      ['EnrichedException', 400, 'CNS1021'],
      ['EnrichedException', 403, 'CNS3001'],
    ]);
    for (const one of [unknown, expired, pat, denied]) {
      assert.match(one?.trace ?? '', /^[\da-f]{32}$/);
      assert.match(one?.message ?? '', /\. .*\(PB\d{3}\)$/);
    }
    assert.match(denied?.message ?? '', /Closed/);
    // What the application says is its own.
    assert.deepEqual([passed?.status, passed?.message], [404, 'no such ticket']);
    assert.equal(folder?.error, 'FolderNotFoundException');
  });

  it('is refused with a bearer that ended', async () => {
    const env = environment();
    world.service.revoke(world.bearer);
    const { done } = await runSdk(python, env, [{ call: 'retrieve', with: { key: world.id } }]);
    assert.deepEqual([done[0]?.status, done[0]?.code], [401, 'CNS1046']);
  });
});
