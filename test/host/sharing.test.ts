import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { sealSecret } from '../../src/connections/sharing/sealConnection.ts';
import { Secret } from '../../src/model/secret.ts';
import { newIdentity } from '../../src/storage/seal.ts';
import { signingKeyOf } from '../../src/storage/signature.ts';
import { until } from '../support/until.ts';
import { Answers } from './answers.ts';

const [me, zoe, ben] = ['me@acme.example', 'zoe@acme.example', 'ben@acme.example'] as const;
const passphrase = 'correct horse battery';

describe('commands on sharing', () => {
  let root: string;
  let folder: string;
  let elsewhere: string;
  let answers: Answers;
  const restore: (() => void)[] = [];

  const members = () => join(root, '.patchbay', 'members.jsonc');
  const read = async (file: string) => JSON.parse(await readFile(file, 'utf8'));
  const write = (file: string, content: object) => writeFile(file, `${JSON.stringify(content, undefined, 2)}\n`);
  const run = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(`patchbay.${command}`, ...args);
  const place = () => ({ folders: [`shared:${folder}`] });
  /** What the message that begins so is answered with, and its detail. */
  const answer = (kind: 'showWarningMessage' | 'showInformationMessage' | 'showErrorMessage', label?: string) => {
    const details: string[] = [];
    answers.on(kind, (options) => {
      details.push((options as vscode.MessageOptions | undefined)?.detail ?? '');
      return label;
    });
    return details;
  };
  const dialog = (name: 'showSaveDialog' | 'showOpenDialog', value: unknown) => {
    const original = vscode.window[name];
    const put = (what: unknown) =>
      Object.defineProperty(vscode.window, name, { value: what, configurable: true, writable: true });
    put(async () => value);
    restore.push(() => put(original));
  };
  const said = (words: RegExp) => until(`it says ${words}`, () => answers.asked.some((text) => words.test(text)));
  const identity = () => vscode.workspace.getConfiguration('patchbay');

  before(() => identity().update('identity', me, vscode.ConfigurationTarget.Global));
  after(() => identity().update('identity', undefined, vscode.ConfigurationTarget.Global));

  beforeEach(async () => {
    root = vscode.workspace.workspaceFolders?.[0]?.uri.fsPath as string;
    folder = join(root, '.patchbay', 'folders', 'Shared by host');
    elsewhere = await mkdtemp(join(tmpdir(), 'patchbay-host-'));
    await mkdir(folder, { recursive: true });
    answers = new Answers();
    await run('refresh');
  });
  afterEach(async () => {
    answers.dispose();
    for (const one of restore.splice(0)) one();
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    for (const path of [folder, elsewhere, members()]) await rm(path, { recursive: true, force: true });
    await run('refresh');
  });

  /** Joins, and has Zoe seal a connection to both, who are the administrators, or to herself alone. */
  async function sharedByZoe({ toMe = true } = {}): Promise<string> {
    answers.type(me);
    answer('showInformationMessage');
    assert.equal(await run('joinWorkspace'), 'joined');
    const made = await newIdentity();
    const content = await read(members());
    const signingKey = signingKeyOf(made.identity);
    content.people.push({ user: zoe, keys: [made.publicKey], signingKeys: [signingKey] });
    await write(members(), content);
    await write(join(folder, 'folder.jsonc'), { version: 1, roles: { 'Folder Administrator': [me, zoe] } });
    const id = '1d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';
    const keys = { identity: new Secret(made.identity), publicKey: made.publicKey, signingKey };
    const secret = { secrets: { token: new Secret('ghp_hostShared') }, boundTo: '', typedAt: new Date().toISOString() };
    const recipients = [...(toMe ? [content.people[0].keys[0]] : []), made.publicKey].sort();
    const credential = await sealSecret({ keys, me: { user: zoe }, recipients } as never, { id }, secret);
    const file = join(folder, 'key.connection.jsonc');
    await write(file, { version: 1, id, name: 'Key', connector: 'github', authType: 'pat', credential });
    await run('refresh');
    answers.asked.length = 0;
    return file;
  }

  it('joins, says what comes next, and that there is no repository to commit to', async () => {
    answers.type(me);
    answers.on('showInformationMessage', () => 'Commit');
    answer('showWarningMessage');
    assert.equal(await run('joinWorkspace'), 'joined');
    assert.match(
      answers.asked[0] ?? '',
      /You have joined as me@acme\.example: commit \.patchbay\/members\.jsonc and push it/,
    );
    await said(/in no git repository/);
    const [person] = (await read(members())).people;
    assert.deepEqual([person.user, person.keys.length, person.signingKeys.length], [me, 1, 1]);
    answers.type(me);
    assert.equal(await run('joinWorkspace'), 'already');
  });

  it('asks whether it is another computer, and joins nobody under another’s key', async () => {
    const { publicKey } = await newIdentity();
    await write(members(), { version: 1, people: [{ user: me, keys: [publicKey], signingKeys: [] }] });
    answers.type(me);
    const details = answer('showWarningMessage');
    assert.equal(await run('joinWorkspace'), undefined);
    assert.match(answers.asked[0] ?? '', /Another computer of yours\?/);
    assert.match(details[0] ?? '', /me@acme\.example a key already/);
    assert.equal((await read(members())).people[0].keys.length, 1);
    answers.type(me);
    answer('showWarningMessage', 'Add This Computer');
    answer('showInformationMessage');
    assert.equal(await run('joinWorkspace'), 'addedKey');
    assert.equal((await read(members())).people[0].keys.length, 2);
  });

  it('keeps another name than the known one in the setting', async () => {
    answers.type('other@acme.example');
    answer('showInformationMessage');
    await run('joinWorkspace');
    assert.equal(identity().get('identity'), 'other@acme.example');
    await identity().update('identity', me, vscode.ConfigurationTarget.Global);
  });

  it('exports an identity outside of the workspace alone, for its owner alone, and recovers it', async () => {
    answer('showErrorMessage');
    answers.type(passphrase, passphrase);
    dialog('showSaveDialog', vscode.Uri.file(join(folder, 'me.age')));
    assert.equal(await run('exportIdentity'), undefined);
    await said(/must not lie in the workspace.*PB749/);
    assert.ok(!existsSync(join(folder, 'me.age')));

    answer('showInformationMessage');
    const file = join(elsewhere, 'me.age');
    answers.type(passphrase, passphrase);
    dialog('showSaveDialog', vscode.Uri.file(file));
    assert.equal(await run('exportIdentity'), file);
    assert.equal((await stat(file)).mode & 0o777, 0o600);
    assert.match(await readFile(file, 'utf8'), /^-----BEGIN AGE ENCRYPTED FILE-----/);

    dialog('showOpenDialog', [vscode.Uri.file(file)]);
    const wrong = answers.type('another passphrase');
    const done = run('recoverIdentity');
    await until('the box complains', () => /PB712/.test(wrong.complaint()), 15_000);
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await done, undefined);
    answers.type(passphrase);
    assert.match(String(await run('recoverIdentity')), /^age1/);
  }).timeout(60_000);

  it('takes no short passphrase, and none that is typed otherwise the second time', async () => {
    const short = answers.type('short');
    const first = run('exportIdentity');
    await until('the box complains', () => /At least 12 characters/.test(short.complaint()));
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await first, undefined);
    const other = answers.type(passphrase, 'something else');
    const second = run('exportIdentity');
    await until('the second box complains', () => /not the same/.test(other.complaint()));
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    assert.equal(await second, undefined);
  });

  it('gives access, and seals for whom it is given; takes it away, and marks what must be replaced', async () => {
    const file = await sharedByZoe();
    const { publicKey, identity: own } = await newIdentity();
    const content = await read(members());
    content.people.push({ user: ben, keys: [publicKey], signingKeys: [signingKeyOf(own)] });
    await write(members(), content);
    await run('refresh');
    answers.choose(ben, 'Automation User');
    await run('giveAccess', place());
    await said(/ben@acme\.example now has the role “Automation User” in Shared by host\. Sealed again: “Key”/);
    assert.deepEqual((await read(join(folder, 'folder.jsonc'))).roles['Automation User'], [ben]);
    assert.ok((await read(file)).credential.recipients.includes(publicKey));

    const details = answer('showWarningMessage', 'Remove Access');
    await run('removeAccess', { ...place(), who: ben });
    assert.match(details[0] ?? '', /“Key” is sealed anew without them\. Its secret must then be replaced/);
    await said(/has no role in Shared by host any more.*1 secret must be replaced now/);
    const { credential } = await read(file);
    assert.ok(!credential.recipients.includes(publicKey));
    assert.match(credential.rotate.because, /ben@acme\.example was removed/);
  });

  it('removes nobody where the question is left, and a member from everywhere', async () => {
    const file = await sharedByZoe();
    const details = answer('showWarningMessage');
    await run('removeMember', { members: members(), who: zoe });
    assert.match(details[0] ?? '', /“Key” is sealed anew without them/);
    assert.equal((await read(members())).people.length, 2);
    const questions: string[] = [];
    answers.on('showWarningMessage', (options) => {
      questions.push((options as vscode.MessageOptions | undefined)?.detail ?? '');
      return questions.length === 1 ? 'Remove Member' : questions.length === 2 ? 'Seal Again' : undefined;
    });
    await run('removeMember', { members: members(), who: zoe });
    await said(/zoe@acme\.example is no member any more.*1 secret must be replaced now/);
    assert.match(questions[1] ?? '', /“Key”: sealed by zoe@acme\.example/);
    assert.deepEqual(
      (await read(members())).people.map(({ user }: { user: string }) => user),
      [me],
    );
    assert.deepEqual((await read(join(folder, 'folder.jsonc'))).roles, { 'Folder Administrator': [me] });
    assert.deepEqual((await read(file)).credential.recipients.length, 1);
  });

  it('takes what a stranger sealed only after showing who it was', async () => {
    const file = await sharedByZoe();
    const rest = (await read(members())).people.filter(({ user }: { user: string }) => user === me);
    await write(members(), { version: 1, people: rest });
    await run('refresh');
    const details = answer('showWarningMessage');
    await run('sealAgain', place());
    assert.match(details[0] ?? '', /“Key”: sealed by zoe@acme\.example/);
    assert.equal((await read(file)).credential.sealedBy, zoe);
    answer('showWarningMessage', 'Seal Again');
    await run('sealAgain', place());
    const { credential } = await read(file);
    assert.deepEqual([credential.sealedBy, credential.recipients.length], [me, 1]);
    assert.match(credential.rotate.because, /open to somebody who may not use it/);
  });

  it('leads who cannot open something to those who can let them', async () => {
    const file = await sharedByZoe({ toMe: false });
    const { id } = await read(file);
    const buttons: unknown[] = [];
    answers.on('showErrorMessage', (button) => {
      buttons.push(button);
      return 'Who Has Access';
    });
    await run('check', id);
    await said(/“Key” is not sealed to you\. Ask .*zoe@acme\.example.*PB702/);
    assert.deepEqual(buttons, ['Who Has Access']);
    const tabs = () => vscode.window.tabGroups.all.flatMap(({ tabs: some }) => some.map(({ label }) => label));
    await until('the page is open', () => tabs().includes('Members & Access'));
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('says where nothing is to be sealed again', async () => {
    await sharedByZoe();
    await run('sealAgain', place());
    await said(/Everything there is sealed to those whom it is for/);
  });
});
