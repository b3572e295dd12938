import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { until } from '../support/until.ts';

describe('the extension in its host', () => {
  it('starts by itself where a workspace has connections or policies', async () => {
    await until('it is active', () => vscode.extensions.getExtension('patchbay.patchbay')?.isActive === true);
  });

  it('activates and registers every command that package.json contributes', async () => {
    const extension = vscode.extensions.getExtension('patchbay.patchbay');
    assert.ok(extension, 'not installed');
    await extension.activate();
    const contributed: { command: string }[] = extension.packageJSON.contributes?.commands ?? [];
    const registered = new Set(await vscode.commands.getCommands(true));
    assert.ok(contributed.length > 0, 'nothing contributed');
    assert.deepEqual(
      contributed.map(({ command }) => command).filter((command) => !registered.has(command)),
      [],
    );
  });
});
