import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { newIdentity } from '../../src/storage/seal.ts';
import { signingKeyOf } from '../../src/storage/signature.ts';
import type { Workbench } from '../../test/e2e/workbench.ts';
import { world } from '../../test/e2e/world.ts';
import { until } from '../../test/support/until.ts';

/** Ada administers Operations; Grace can use it, Linus waits, Cleo has not joined. */
const roles = {
  'Folder Administrator': ['ada@acme.example'],
  'Automation User': ['group:oncall', 'cleo@acme.example'],
};

/** Puts the people of a team into a workspace, as they are before Ada joins. */
export async function seedMembers(workspace: string): Promise<void> {
  const groups = { oncall: ['grace@acme.example', 'linus@acme.example'] };
  write(workspace, 'members.jsonc', { version: 1, groups, people: [await entry('grace')] });
  write(workspace, 'folders/Operations/folder.jsonc', { version: 1, credentials: 'sealed', roles });
}

/** Ada joins and seals a key; then Linus joins, and somebody leaves who knew it. */
export async function seedShared(workspace: string, window: Workbench): Promise<void> {
  await window.run('Patchbay: Join This Workspace…');
  await window.quickInput.shown('Who you are to the others');
  await window.quickInput.accept();
  await window.notifications.message('You have joined as ada@acme.example').waitFor();
  await window.tree('Connections').inlineAction('Operations', 'Add');
  const panel = window.webview();
  await panel.getByRole('option', { name: 'Acme (demo)' }).click();
  await panel.getByRole('radio', { name: 'API key' }).check({ force: true });
  await panel.getByLabel('Address').fill(world().acme.url);
  const key = world().acme.tokens.issue('apiKey', { account: 'ada@acme.example', name: 'pager' }).secret;
  await panel.locator('input[type=password]').first().fill(key);
  await panel.getByRole('textbox', { name: /^Name/ }).fill('Pager');
  await panel.getByRole('button', { name: 'Connect with Acme (demo)' }).click();
  await panel
    .getByText(/^Connected/)
    .first()
    .waitFor();
  await window.closeTab('Add Connection');
  const file = 'folders/Operations/pager.connection.jsonc';
  await until('the key is sealed', () => read(workspace, file).credential.kind === 'sealed');
  const { credential, ...record } = read(workspace, file);
  const rotate = { since: new Date().toISOString(), because: 'omar@acme.example was removed' };
  write(workspace, file, { ...record, credential: { ...credential, rotate } });
  const members = read(workspace, 'members.jsonc');
  write(workspace, 'members.jsonc', { ...members, people: [...members.people, await entry('linus')] });
}

async function entry(name: string) {
  const { identity, publicKey } = await newIdentity();
  return { user: `${name}@acme.example`, keys: [publicKey], signingKeys: [signingKeyOf(identity)] };
}

function read(workspace: string, name: string) {
  return JSON.parse(readFileSync(join(workspace, '.patchbay', name), 'utf8'));
}

function write(workspace: string, name: string, content: object): void {
  const file = join(workspace, '.patchbay', name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`);
}
