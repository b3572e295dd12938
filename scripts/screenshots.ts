/*
 * Pictures of every scene (screenshots/scenes.ts) in a dark, a light and a high-contrast theme:
 * `npm run screenshots [-- name …]` writes docs/images/<scene>-<theme>.png, `--to <folder>` elsewhere.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createWorld, endWorld, newPerson, world } from '../test/e2e/world.ts';
import { repository } from '../test/editor/paths.ts';
import { newWorkspace } from '../test/support/run.ts';
import { scenes } from './screenshots/scenes.ts';
import { seedPersonal, seedPolicy, seedWorkspace } from './screenshots/seed.ts';
import { seedMembers, seedShared } from './screenshots/seedShared.ts';

const { values, positionals } = parseArgs({ options: { to: { type: 'string' } }, allowPositionals: true });
const directory = resolve(values.to ?? join(repository, 'docs', 'images'));
mkdirSync(directory, { recursive: true });
const chosen = scenes.filter(({ name }) => positionals.length === 0 || positionals.includes(name));

/** The name of a theme, and the class that the workbench has in it. */
const themes: Record<string, [string, string]> = {
  dark: ['Dark 2026', 'vs-dark'],
  light: ['Light 2026', 'vs'],
  'high-contrast': ['Default High Contrast', 'hc-black'],
};

await createWorld();
try {
  const workspace = newWorkspace();
  seedWorkspace(workspace);
  seedPolicy(workspace);
  await seedMembers(workspace);
  world().server.changeSettings({ 'patchbay.identity': 'ada@acme.example' });
  const person = await newPerson({ size: { width: 1280, height: 790 } });
  const window = await person.open({ folder: workspace });
  await window.openView('Patchbay');
  const tree = window.tree('Connections');
  await seedPersonal(person, window);
  await seedShared(workspace, window);
  await tree.expand('Payables');
  for (const [theme, [name, className]] of Object.entries(themes)) {
    const settings = { 'window.title': 'Patchbay', 'patchbay.identity': 'ada@acme.example' };
    world().server.changeSettings({ 'workbench.colorTheme': name, ...settings });
    await window.reload();
    await window.openView('Patchbay');
    await window.page.locator(`.monaco-workbench.${className}`).waitFor();
    for (const scene of chosen) {
      await window.run('View: Close All Editors');
      await window.notifications.clear();
      await scene.prepare(window);
      await window.page.screenshot({ path: join(directory, `${scene.name}-${theme}.png`), animations: 'disabled' });
      console.log(`${scene.name}-${theme}.png`);
    }
  }
  await person.leave();
} finally {
  await endWorld();
}
