import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../editor/paths.ts';
import { newWorkspace } from '../support/run.ts';
import type { Workbench } from './workbench.ts';
import { newPerson, type Person } from './world.ts';

/** The page that says what is allowed, and why. */
describe('What Is Allowed, in a real window', () => {
  let workspace: string;
  let person: Person;
  let window: Workbench;

  const file = () => join(workspace, '.patchbay', 'policies', 'admin.policy.jsonc');
  const policy = (...off: string[]) => {
    mkdirSync(join(workspace, '.patchbay', 'policies'), { recursive: true });
    const connectors = Object.fromEntries(off.map((key) => [key, { enabled: false }]));
    const document = { name: 'Admin', contact: 'Platform team', deploy: [{ tenant: true }], settings: { connectors } };
    writeFileSync(file(), JSON.stringify(document, undefined, 2));
  };

  before(async () => {
    workspace = newWorkspace();
    policy('slack');
    person = await newPerson();
    window = await person.open({ folder: workspace });
  });
  after(() => person.leave());

  it('shows what is turned off, walks by arrow keys, and leads to the line', async () => {
    const begun = performance.now();
    await window.run('Patchbay: What Is Allowed');
    const page = window.webview();
    const slack = page.getByRole('gridcell', { name: 'Slack, Bring your own OAuth 2.0 app: not allowed' });
    await slack.waitFor();
    console.log(`      open after ${Math.round(performance.now() - begun)} ms, the palette among it`);
    assert.match((await slack.textContent()) ?? '', /✕/);
    await slack.click();
    await page.getByText('Slack is turned off by the policy “Admin”.').first().waitFor();
    const focused = () => page.locator('[role=gridcell]:focus').getAttribute('aria-label');
    await slack.press('ArrowRight');
    assert.match((await focused()) ?? '', /^Slack, OAuth 2\.0 client credentials/);
    await page.locator('[role=gridcell]:focus').press('Control+Home');
    const first = await focused();
    await page.locator('[role=gridcell]:focus').press('ArrowDown');
    assert.notEqual(await focused(), first);
    assert.equal(await page.locator('[role=gridcell][tabindex="0"]').count(), 1);

    await page.getByRole('searchbox').fill('slac');
    await page
      .getByRole('button', { name: /^admin\.policy\.jsonc:\d+$/ })
      .first()
      .click();
    await window.tab('admin.policy.jsonc').waitFor();
    await window.statusItem('Ln 12,').or(window.statusItem('Ln 11,')).first().waitFor();
  });

  it('follows the policies while it is open', async () => {
    await window.run('Patchbay: What Is Allowed');
    const page = window.webview();
    await page.getByRole('searchbox').fill('');
    await page.getByRole('gridcell', { name: 'GitHub, Personal access token: allowed' }).waitFor();
    policy('github');
    await page.getByRole('gridcell', { name: 'GitHub, Personal access token: not allowed' }).waitFor();
    await page.getByRole('gridcell', { name: 'Slack, Bring your own OAuth 2.0 app: allowed' }).waitFor();
  });

  it('is drawn in dark, light and high contrast', async () => {
    const pictures = join(repository, 'out', 'test', 'e2e');
    mkdirSync(pictures, { recursive: true });
    const settings = join(workspace, '.vscode', 'settings.json');
    mkdirSync(join(workspace, '.vscode'), { recursive: true });
    const page = window.webview();
    await page.getByRole('searchbox').fill('git');
    await page.getByRole('gridcell', { name: 'GitHub, Personal access token: not allowed' }).click();
    await page.getByRole('heading', { level: 1 }).scrollIntoViewIfNeeded();
    for (const [theme, kind] of [
      ['Default Dark Modern', 'vscode-dark'],
      ['Default Light Modern', 'vscode-light'],
      ['Default High Contrast', 'vscode-high-contrast'],
    ] as const) {
      writeFileSync(settings, JSON.stringify({ 'workbench.colorTheme': theme }));
      await page.locator(`body.${kind}`).waitFor();
      await window.page.screenshot({ path: join(pictures, `governance-${kind}.png`), animations: 'disabled' });
    }
  });
});
