/*
 * `npm start`: the demo. Acme, a made-up provider, and VS Code with Patchbay built from source, on a copy of
 * examples/workspace; open the printed address in any browser. `-- --no-open` opens none, `-- --fresh` starts anew.
 */
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startAcme } from '../examples/acme/acme.ts';
import { demoPort } from '../examples/acme/options.ts';
import { repository } from '../test/editor/paths.ts';
import { startEditorServer } from '../test/editor/server.ts';
import { openInBrowser } from './openInBrowser.ts';
import { runLogged } from './runLogged.ts';

const usage = `npm start [-- options]

  --no-open      print the address of the editor, and open no browser
  --fresh        begin anew: forgets the demo workspace and the editor's data
  --port <port>  where the editor is, 4849 unless told; another port is another browser to the editor, which keeps
                 credentials of its own
  --help         print this`;

const { values } = readOptions();
if (values.help) {
  console.log(usage);
  process.exit(0);
}

/** Outside of the checkout, which stays clean, and kept: connections are there again at the next start. */
const home = join(homedir(), '.patchbay-demo');
const workspace = join(home, 'workspace');
if (values.fresh) rmSync(home, { recursive: true, force: true });
mkdirSync(home, { recursive: true });
if (!existsSync(workspace)) cpSync(join(repository, 'examples', 'workspace'), workspace, { recursive: true });

console.log('Building Patchbay …');
const built = await runLogged(['scripts/build.mjs'], join(home, 'build.log'), { quiet: true });
if (built !== 0) process.exit(built);

console.log('Starting Acme, the demo provider, and VS Code …');
const acme = await startAcme({ port: demoPort }).catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE') throw error;
  console.error(`Port ${demoPort} is taken: another “npm start” may be running. End it first.`);
  process.exit(1);
});
const server = await startEditorServer({
  directory: join(home, 'editor'),
  development: { extensions: [repository] },
  folder: workspace,
  // The same each time, so that the browser knows the secrets that it keeps for it.
  port: Number(values.port),
  graceSeconds: 3600,
  keepSettings: true,
  // A policy is in force once it is saved; what an edit would change is shown before.
  settings: { 'files.autoSave': 'off' },
});

if (new URL(server.url).port !== values.port) {
  console.log(
    `\nPort ${values.port} is taken, so this editor is another one to the browser: credentials kept before are not here.`,
  );
}
console.log(`\nVS Code keeps the demo workspace in ${workspace}`);
console.log(`Acme:  ${acme.url}  (ada@acme.example, password demo)`);
console.log(`ready: ${server.url}`);
console.log('Ctrl-C ends it.');
if (!values['no-open']) openInBrowser(server.url);

const { promise: ended, resolve: end } = Promise.withResolvers<void>();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
await ended;
console.log('\nEnding …');
await Promise.all([server.stop(), acme.close()]);
process.exit(0);

function readOptions() {
  try {
    return parseArgs({
      options: {
        'no-open': { type: 'boolean' },
        fresh: { type: 'boolean' },
        port: { type: 'string', default: '4849' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    process.exit(2);
  }
}
