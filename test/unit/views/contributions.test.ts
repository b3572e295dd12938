import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { commandIds, contextKeys, fromKeyboard, itemKinds, viewIds } from '../../../src/views/contributions.ts';
import { inputCommands } from '../../../src/views/terminals/inputCommands.ts';
import { panelTypes } from '../../../src/views/webview/panelTypes.ts';

const root = new URL('../../../', import.meta.url);
const text = (path: string) => readFileSync(new URL(path, root), 'utf8');
const manifest = JSON.parse(text('package.json'));
const nls: Record<string, string> = JSON.parse(text('package.nls.json'));
const { contributes } = manifest;
const menuItems: [string, { command: string; when: string; group?: string }][] = Object.entries(
  contributes.menus,
).flatMap(([menu, items]) =>
  (items as { command: string; when: string; group?: string }[]).map((item) => [menu, item] as [string, typeof item]),
);
const ids: string[] = Object.values(commandIds);

describe('contributions', () => {
  it('has the same commands in the code and in package.json', () => {
    const contributed = contributes.commands.map(({ command }: { command: string }) => command);
    assert.deepEqual([...contributed].sort(), [...ids].sort());
  });

  it('has a file named by its verb for each command', () => {
    const files = readdirSync(new URL('src/views/commands/', root));
    for (const name of Object.keys(commandIds)) assert.ok(files.includes(`${name}.ts`), name);
  });

  it('names only its own commands in menus, keybindings and the welcome view', () => {
    const named = [
      ...menuItems.map(([, { command }]) => command),
      ...contributes.keybindings.map(({ command }: { command: string }) => command),
      ...[...JSON.stringify(nls).matchAll(/command:(patchbay\.\w+)/g)].map(([, id]) => id),
    ];
    for (const id of named) assert.ok(id && ids.includes(id), String(id));
  });

  it('has every string of the manifest in package.nls.json, and no other', () => {
    const used = [...text('package.json').matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
    assert.deepEqual([...new Set(used)].sort(), Object.keys(nls).sort());
    for (const [key, value] of Object.entries(nls)) assert.ok(value.trim() !== '', key);
  });

  it('leaves no title of the manifest to one language', () => {
    for (const { title, category } of contributes.commands) {
      assert.match(title, /^%.+%$/);
      assert.equal(category, 'Patchbay');
    }
  });

  it('contributes the view and the container that the code registers', () => {
    assert.equal(contributes.viewsContainers.activitybar[0].id, viewIds.container);
    assert.equal(contributes.views[viewIds.container][0].id, viewIds.connections);
    for (const { view } of contributes.viewsWelcome) assert.equal(view, viewIds.connections);
  });

  it('asks in when clauses only for context keys that somebody sets', () => {
    const clauses = [
      ...menuItems.map(([, { when }]) => when),
      ...[...contributes.keybindings, ...contributes.viewsWelcome].map(({ when }) => when ?? ''),
      ...contributes.commands.map(({ enablement }: { enablement?: string }) => enablement ?? ''),
    ].join('\n');
    const asked = new Set([...clauses.matchAll(/patchbay\.\w+/g)].map(([key]) => key));
    asked.delete(viewIds.connections);
    assert.deepEqual([...asked].sort(), [...contextKeys].sort());
  });

  it('matches every kind of row, and no kind that does not exist', () => {
    const values = [
      'connection.connected',
      'connection.connected.default',
      'connection.needsSignIn.default.readOnly',
      'connection.appProblem',
      'connection.degraded',
      'connection.connected.marked',
      'connection.connected.default.shared',
      'connection.connected.shared.sealed.rotate',
      'folder.personal',
      'folder.shared',
      'problem',
      'problem.conflict',
    ];
    for (const kind of itemKinds) assert.ok(values.some((value) => value.startsWith(kind)));
    for (const value of values) assert.ok(contextMenu(value).length > 0, value);
    for (const [menu, { when }] of menuItems.filter(([name]) => name === 'view/item/context')) {
      assert.ok(
        values.some((value) => holds(when, value)),
        `${menu}: ${when}`,
      );
    }
  });

  it('shows at most three inline actions on any row', () => {
    for (const value of [
      'connection.connected',
      'connection.needsSignIn',
      'folder.personal',
      'folder.shared',
      'problem',
      'problem.conflict',
    ]) {
      const inline = contextMenu(value).filter(({ group }) => group?.startsWith('inline'));
      assert.ok(inline.length >= 1 && inline.length <= 3, `${value}: ${inline.length}`);
    }
  });

  it('offers what changes a file only where the file can be changed', () => {
    const offered = contextMenu('connection.connected.default.readOnly').map(({ command }) => command);
    for (const id of [commandIds.rename, commandIds.move, commandIds.setPollingInterval, commandIds.setDefault]) {
      assert.ok(!offered.includes(id), id);
    }
    assert.ok(!contextMenu('connection.connected.default').some(({ command }) => command === commandIds.setDefault));
  });

  it('binds keys in the list of the tree alone', () => {
    const bound = Object.fromEntries(
      contributes.keybindings.map(({ command, key }: Record<string, string>) => [command, key]),
    );
    assert.deepEqual(bound, {
      [commandIds.rename]: 'f2',
      [commandIds.delete]: 'delete',
      [commandIds.openDetails]: 'enter',
    });
    for (const { when, args } of contributes.keybindings) {
      assert.equal(when, `listFocus && !inputFocus && focusedView == ${viewIds.connections}`);
      assert.deepEqual(args, fromKeyboard);
    }
  });

  it('names only files that exist or that the build makes', () => {
    assert.ok(existsSync(new URL(contributes.viewsContainers.activitybar[0].icon, root)));
    const built = text('scripts/buildSchemas.ts');
    for (const { url } of contributes.jsonValidation) {
      const name = /^\.\/schemas\/([\w-]+)\.schema\.json$/.exec(url)?.[1];
      assert.ok(name && new RegExp(`\\b${name}'?: \\{`).test(built), url);
    }
  });

  it('contributes only settings that the code reads', () => {
    const settings = Object.keys(contributes.configuration.properties);
    assert.deepEqual(settings, ['patchbay.identity', 'patchbay.organisationPolicy', 'patchbay.stores']);
    for (const setting of Object.values(contributes.configuration.properties) as { scope: string }[]) {
      assert.equal(setting.scope, 'application', 'a workspace could say who somebody is');
    }
    assert.match(text('src/editor/policySources.ts'), /getConfiguration\('patchbay'\)\.get\('organisationPolicy'\)/);
    assert.match(text('src/editor/stores.ts'), /getConfiguration\('patchbay'\)\.inspect\('stores'\)\?\.globalValue/);
    assert.match(text('src/editor/identity.ts'), /getConfiguration\('patchbay'\)\.get<string>\('identity'\)/);
    assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, settings);
  });

  it('says how far it works in untrusted and virtual workspaces', () => {
    assert.equal(manifest.capabilities.untrustedWorkspaces.supported, 'limited');
    assert.equal(manifest.capabilities.virtualWorkspaces.supported, 'limited');
    assert.deepEqual(manifest.extensionKind, ['ui', 'workspace']);
    const panels = Object.values(panelTypes).map((type) => `onWebviewPanel:${type}`);
    const inputs = Object.values(inputCommands).map((id) => `onCommand:${id}`);
    const workspaces = ['workspaceContains:.patchbay', 'workspaceContains:bindings.json'];
    assert.deepEqual(manifest.activationEvents, ['onUri', ...workspaces, ...inputs, ...panels]);
  });
});

function contextMenu(viewItem: string) {
  return menuItems
    .filter(([menu, { when }]) => menu === 'view/item/context' && holds(when, viewItem))
    .map(([, item]) => item);
}

/** Decides the two forms of `viewItem` clauses that package.json uses. */
function holds(when: string, viewItem: string): boolean {
  const pattern = /viewItem =~ \/(.+)\/$/.exec(when)?.[1];
  if (pattern !== undefined) return new RegExp(pattern).test(viewItem);
  return / viewItem == (\S+)$/.exec(when)?.[1] === viewItem;
}
