import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { consent, fillIn, nextPage } from '../../test/e2e/addByPanel.ts';
import type { Workbench } from '../../test/e2e/workbench.ts';
import { type Person, world } from '../../test/e2e/world.ts';
import { makeToken } from '../../test/support/acmeBrowser.ts';

/** Connections that a team shares, beside the demo's own: name, connector, authentication type, account, folder. */
const shared: [string, string, string, string, string][] = [
  ['Repositories', 'github', 'pat', 'finance-bot', 'Finance'],
  ['Invoices', 'salesforce', 'byoa', 'integration@acme.example', 'Finance/Payables'],
  ['Alerts', 'slack', 'byoa', 'acme.slack.com', 'Operations'],
];

/** Puts files of shared connections into a workspace. */
export function seedWorkspace(workspace: string): void {
  for (const [index, [name, connector, authType, account, folder]] of shared.entries()) {
    const directory = join(workspace, '.patchbay', 'folders', folder);
    mkdirSync(directory, { recursive: true });
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    const record = { version: 1, id, name, connector, authType, accountKind: 'service', account };
    writeFileSync(join(directory, `${connector}.connection.jsonc`), `${JSON.stringify(record, null, 2)}\n`);
  }
}

/** What an administrator of that team says: seen in the pictures of the gallery, the form and the tree. */
const policy = {
  name: 'Finance baseline',
  contact: 'Platform team, #connections',
  deploy: [{ tenant: true }],
  settings: {
    connectors: {
      slack: { enabled: false },
      github: {
        authTypes: {
          pat: { enabled: false },
          byoa: {
            default: true,
            parameters: {
              clientId: { value: 'Iv23liAcmeFinance01', locked: true },
              scopes: { value: ['read:org', 'repo'], allowed: ['repo', 'read:org', 'workflow'] },
            },
          },
        },
      },
    },
  },
};

/** Puts the policy of a team into a workspace. */
export function seedPolicy(workspace: string): void {
  const file = join(workspace, '.patchbay', 'policies', 'finance.policy.jsonc');
  writeFileSync(file, `${JSON.stringify(policy, undefined, 2)}\n`);
}

/** Signs in for two connections of the Personal Workspace. */
export async function seedPersonal(person: Person, window: Workbench): Promise<void> {
  const opened = nextPage(person);
  const panel = await fillIn(window, {
    type: 'Bring your own OAuth 2.0 app',
    fields: { 'Client ID': 'acme-byoa', 'Client secret': 'acme-byoa-secret' },
    name: 'Help desk',
  });
  const page = await opened;
  await consent(page, 'Ada Okafor');
  await panel.getByText('Connected as').waitFor();
  await page.close();
  const token = await makeToken(world().acme.url, 'ada@acme.example', 'tokens');
  const second = await fillIn(window, {
    type: 'Personal access token',
    fields: { 'Personal access token': token },
    name: 'Nightly report',
  });
  await second.getByText('Connected as').waitFor();
  await window.closeTab('Add Connection');
}
