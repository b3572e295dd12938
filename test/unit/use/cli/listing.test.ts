import assert from 'node:assert/strict';
import { json, localServer } from '../../../support/localServer.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { patchbayIn } from './cli.ts';

describe('patchbay list and exec', () => {
  const server = localServer();
  const directory = temporaryDirectory();
  const ran: { program: string; args: readonly string[]; env: Readonly<Record<string, string>> }[] = [];
  let end = 0;

  const ask = (...argv: string[]) =>
    patchbayIn(
      {
        cwd: directory.path,
        env: { PATCHBAY_URL: `${server().origin}/`, PATCHBAY_TOKEN: 'the-bearer' },
        execute: async (program, args, env) => {
          ran.push({ program, args, env });
          return end;
        },
      },
      ...argv,
    );
  const connection = {
    ...{ id: 'id-1', name: 'Work\u001b[2J\nrm', connector: { key: 'github', name: 'GitHub' }, isDefault: true },
    ...{ folder: { fullyQualifiedName: 'Finance/AP' }, connectionIdentity: 'ada', state: 'Expired' },
  };
  const bindings = [
    { name: 'code', status: 'resolved', chosenBy: 'person', connection: { id: 'id-1', name: 'Work', account: 'ada' } },
    { name: 'crm', status: 'noneInFolder', sentence: 'there is none', connection: null },
  ];

  beforeEach(() => {
    ran.length = 0;
    end = 0;
    server().answer = ({ url, method }, response) => {
      if (url.pathname === '/connections_/api/v1/Connections') return json(response, [connection]);
      if (url.pathname === '/patchbay_/api/v1/bindings') return json(response, bindings);
      if (method === 'POST') return json(response, { id: 'b/1', token: 'its-own-bearer' }, 201);
      response.writeHead(204).end();
    };
  });

  it('shows both in columns, and nothing that commands a terminal', async () => {
    const { code, out } = await ask('list');
    assert.equal(code, 0);
    assert.deepEqual(
      out.split('\n').map((line) => line.split(/ {2,}/)),
      [
        ['NAME', 'APPLICATION', 'FOLDER', 'ACCOUNT', 'STATE', 'ID'],
        ['Work [2J rm (default)', 'GitHub', 'Finance/AP', 'ada', 'needs sign-in', 'id-1'],
        [''],
        ['BINDING', 'CONNECTION', 'ACCOUNT', 'STATE'],
        ['code', 'Work (chosen by you)', 'ada', 'ready'],
        ['crm', '', '', 'there is none'],
        [''],
      ].map((line) => (line.length > 1 && line[1] === '' ? [line[0], line[3]] : line)),
    );
    assert.equal(server().requests[0]?.headers.authorization, 'Bearer the-bearer');
  });

  it('gives programs what the service says', async () => {
    const said = JSON.parse((await ask('list', '--json')).out);
    assert.deepEqual(said, { version: 1, connections: [connection], bindings });
  });

  it('says that there is nothing', async () => {
    server().answer = (_, response) => json(response, []);
    assert.equal((await ask('list')).out, 'No connection may be used from here.\n');
  });

  it('runs a program with a bearer of its own, which ends with it, and gives its exit code', async () => {
    end = 7;
    const { code, out, errors } = await ask(
      'exec',
      '--binding',
      'crm',
      '--binding=code',
      '--',
      'node',
      'a.js',
      '--binding',
    );
    assert.deepEqual([code, out, errors], [7, '', '']);
    const [{ program, args, env } = assert.fail()] = ran;
    assert.deepEqual([program, ...args], ['node', 'a.js', '--binding']);
    assert.deepEqual(env, { PATCHBAY_URL: server().origin, PATCHBAY_TOKEN: 'its-own-bearer' });
    const [asked, ended] = server().requests;
    assert.deepEqual(JSON.parse(asked?.body ?? ''), { bindings: ['crm', 'code'] });
    assert.deepEqual([ended?.method, ended?.url.pathname], ['DELETE', '/patchbay_/api/v1/bearers/b%2F1']);
  });

  it('sets the variables of UiPath’s SDKs where it is told to', async () => {
    await ask('exec', '--uipath', '--binding=crm', '--', 'python', 'a.py');
    const { env = {} } = ran[0] ?? {};
    assert.equal(env['UIPATH_URL'], `${server().origin}/patchbay/local`);
    assert.equal(env['UIPATH_ACCESS_TOKEN'], 'its-own-bearer');
    assert.equal(env['UIPATH_SERVICE_URL_ELEMENTS'], `${server().origin}/elements_`);
  });

  it('runs nothing where the service refuses, or nothing is said', async () => {
    server().answer = (_, response) =>
      json(response, { code: 'CNS1006', message: 'There is no binding. (PB750)' }, 404);
    const { code, errors } = await ask('exec', '--binding=none', '--', 'node');
    assert.equal(code, 1);
    assert.match(errors, /There is no binding\. \(PB750\) \(CNS1006\)/);
    assert.equal((await ask('exec', '--', 'node')).code, 2);
    assert.equal((await ask('exec', '--binding=crm')).code, 2);
    assert.deepEqual(ran, []);
  });

  it('does not take another program for the editor', async () => {
    server().answer = (_, response) => response.end('<html>');
    const { code, errors } = await ask('list');
    assert.equal(code, 4);
    assert.match(errors, /not Patchbay/);
  });
});
