import { join } from 'node:path';

/** The root of this checkout. */
export const repository = join(import.meta.dirname, '..', '..');

const codeServer = join(import.meta.dirname, 'code-server', 'node_modules', 'code-server');

/** The VS Code server inside the npm package `code-server`, installed by `scripts/bootstrap.mjs`. */
export const serverModule = join(codeServer, 'lib', 'vscode', 'out', 'server-main.js');

/** The folder of the extensions that are part of VS Code. */
export const builtinExtensions = join(codeServer, 'lib', 'vscode', 'extensions');

/** The entry that a user of code-server runs; it installs packaged extensions. */
export const codeServerEntry = join(codeServer, 'out', 'node', 'entry.js');
