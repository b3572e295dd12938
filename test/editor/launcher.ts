#!/usr/bin/env node
/*
 * An executable for `runTests()` of @vscode/test-electron where VS Code desktop cannot be downloaded: takes the flags
 * that VS Code desktop takes, runs the suite in the extension host of a VS Code server with a headless browser as its
 * window, and ends with the suite's exit code.
 */
import { once } from 'node:events';
import { join } from 'node:path';
import { launchBrowser, newUser, openWindow } from './browser.ts';
import { fewBuiltin, startEditorServer } from './server.ts';

const flags = process.argv.slice(2).filter((arg) => arg.startsWith('--'));
const values = (name: string) =>
  flags.filter((flag) => flag.startsWith(`--${name}=`)).map((flag) => flag.slice(name.length + 3));
const folder = process.argv.slice(2).find((arg) => !arg.startsWith('--'));
const [tests] = values('extensionTestsPath');
const [directory] = values('user-data-dir');
if (!tests || !directory) throw new Error('--extensionTestsPath and --user-data-dir are needed.');

const server = await startEditorServer({
  directory,
  development: { extensions: values('extensionDevelopmentPath'), tests },
  builtin: fewBuiltin,
});
const browser = await launchBrowser();
const user = await newUser(browser);
const { promise: finished, resolve: finish } = Promise.withResolvers<number>();
// The workbench calls it where it exists, when the suite has ended.
await user.exposeFunction('codeAutomationExit', (code: number) => finish(code));
user.on('close', () => finish(1));
once(process, 'SIGINT').then(() => finish(130));
once(process, 'SIGTERM').then(() => finish(143));

openWindow(server, user, { consoleLog: join(directory, 'console.log'), ...(folder ? { folder } : {}) }).catch(
  (error: unknown) => {
    console.error(error);
    finish(1);
  },
);
process.exitCode = await finished;
await browser.close();
await server.stop();
