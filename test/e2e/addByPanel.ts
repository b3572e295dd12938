import type { FrameLocator, Page } from 'playwright-core';
import { demoPassword } from '../../examples/acme/people.ts';
import type { Workbench } from './workbench.ts';
import { type Person, world } from './world.ts';

/** What a person types into the form of the Add panel. */
export interface Typed {
  /** The words of the card: `Bring your own OAuth 2.0 app`, `Personal access token`, … */
  type: string;
  /** Label → value. */
  fields: Record<string, string>;
  name: string;
}

/** Opens the Add panel, goes to Acme's form in the Personal Workspace, fills it in and presses Connect. */
export async function fillIn(window: Workbench, { type, fields, name }: Typed): Promise<FrameLocator> {
  if (await window.tab('Add Connection').isVisible()) await window.closeTab('Add Connection');
  await window.run('Patchbay: Add Connection…');
  const panel = window.webview();
  const next = panel.getByRole('button', { name: 'Next' });
  const acme = panel.getByRole('option', { name: 'Acme (demo)' });
  // Where there is one folder only, nobody is asked for it.
  await next.or(acme).first().waitFor();
  if (await next.isVisible()) await next.click();
  await acme.click();
  await panel.getByRole('radio', { name: type }).check({ force: true });
  await panel.getByLabel('Address').fill(world().acme.url);
  // Behind the label may stand “(optional)”.
  const field = (label: string) => panel.locator('input').and(panel.getByLabel(new RegExp(`^${label}`)));
  for (const [label, value] of Object.entries(fields)) await field(label).fill(value);
  await field('Name').fill(name);
  await panel.getByRole('button', { name: 'Connect with Acme (demo)' }).click();
  return panel;
}

/** The page that the editor opens in the browser next. */
export function nextPage(person: Person): Promise<Page> {
  return person.context.waitForEvent('page');
}

/** Signs in and consents on Acme's pages, as `name` (Ada Okafor, Grace Lindqvist, …); the browser may know somebody. */
export async function consent(page: Page, name: string): Promise<void> {
  const password = page.getByLabel('Password');
  const allow = page.getByRole('button', { name: 'Allow' });
  await password.or(allow).first().waitFor();
  const other = (await allow.isVisible()) && !(await page.getByText(`You are ${name}`).isVisible());
  if (other) await page.getByRole('button', { name: 'Use another account' }).click();
  if (other || (await password.isVisible())) {
    await page.getByText(name).first().click();
    await password.fill(demoPassword);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }
  await allow.click();
}
