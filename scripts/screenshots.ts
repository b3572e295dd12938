/*
 * Pictures of every scene (screenshots/scenes.ts) in a dark and a light theme: `npm run screenshots [-- name …]`
 * writes out/screenshots/<scene>-<theme>.png, `--to docs/screenshots` elsewhere.
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { createWorld, endWorld, newPerson, world } from '../test/e2e/world.ts';
import { repository } from '../test/editor/paths.ts';
import { scenes } from './screenshots/scenes.ts';

const { values, positionals } = parseArgs({ options: { to: { type: 'string' } }, allowPositionals: true });
const directory = resolve(values.to ?? join(repository, 'out', 'screenshots'));
mkdirSync(directory, { recursive: true });
const themes = { dark: 'Dark 2026', light: 'Light 2026' };

await createWorld();
try {
  for (const [theme, name] of Object.entries(themes)) {
    world().server.changeSettings({ 'workbench.colorTheme': name });
    for (const scene of scenes.filter((it) => positionals.length === 0 || positionals.includes(it.name))) {
      const person = await newPerson({ scale: 2, size: { width: 1280, height: 800 } });
      const window = await person.open();
      await window.page.locator(theme === 'dark' ? '.monaco-workbench.vs-dark' : '.monaco-workbench.vs').waitFor();
      await window.openView('Patchbay');
      await scene.prepare(window);
      await window.notifications.clear();
      await window.page.screenshot({ path: join(directory, `${scene.name}-${theme}.png`) });
      await person.leave();
      console.log(`${scene.name}-${theme}.png`);
    }
  }
} finally {
  await endWorld();
}
