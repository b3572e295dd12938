/*
 * The process that `server.ts` starts: VS Code's own server behind a small HTTP server of ours. Ours adds what
 * `server-main.js` lacks: `POST /mint-key`, without which a browser keeps secrets in memory only, and extensions that
 * are loaded from source (development.ts).
 *
 * argv: flags for VS Code's server. Environment: PATCHBAY_EDITOR (JSON, see ServerProcessOptions).
 * It says `{ port }` to its parent once it listens, and ends when the parent goes away.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { configureWindow } from './development.ts';
import { serverModule } from './paths.ts';
import type { ServerProcessOptions } from './server.ts';

interface EditorServer {
  handleRequest(request: IncomingMessage, response: ServerResponse): void;
  handleUpgrade(request: IncomingMessage, socket: Socket): void;
  dispose(): void;
}

const options = JSON.parse(process.env['PATCHBAY_EDITOR'] ?? '{}') as ServerProcessOptions;
delete process.env['PATCHBAY_EDITOR'];

// With this variable `server-main.js` starts nothing of its own and exports a loader (a patch of code-server's).
process.env['CODE_SERVER_PARENT_PID'] = String(process.pid);
// No gallery: nothing here leaves this machine.
process.env['EXTENSIONS_GALLERY'] ??= '{}';

/** 32 bytes that stay the same for this data folder, as code-server's own entry answers them. */
function mintKey(): Buffer {
  const file = join(options.dataDirectory, 'mint-key');
  if (!existsSync(file)) writeFileSync(file, randomBytes(32), { mode: 0o600 });
  return readFileSync(file);
}

/** Lets VS Code answer with its page, changed on its way out. */
function openWindow(editor: EditorServer, request: IncomingMessage, response: ServerResponse, url: URL): void {
  const end = response.end.bind(response) as (body: unknown) => ServerResponse;
  const authority = request.headers.host ?? '';
  const trusted = url.searchParams.get('trust') !== 'ask';
  response.end = ((body: unknown) =>
    end(
      response.statusCode === 200
        ? configureWindow(String(body), { ...options.development, authority, trusted })
        : body,
    )) as typeof response.end;
  editor.handleRequest(request, response);
}

function handle(editor: EditorServer, request: IncomingMessage, response: ServerResponse): void {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const proxied = /^\/proxy\/(\d+)(\/.*)$/.exec(url.pathname);
  const home = !['folder', 'workspace', 'ew'].some((name) => url.searchParams.has(name));
  if (request.method === 'POST' && url.pathname === '/mint-key') {
    response.setHeader('content-type', 'application/octet-stream').end(mintKey());
  } else if (proxied) {
    // A page opens loopback addresses this way. Browser and extension host share this machine, so it goes there itself.
    response.writeHead(307, { location: `http://127.0.0.1:${proxied[1]}${proxied[2]}${url.search}` }).end();
  } else if (url.pathname !== '/') {
    editor.handleRequest(request, response);
  } else if (home && options.folder) {
    url.searchParams.set('folder', options.folder);
    response.writeHead(302, { location: `/${url.search}`, 'cache-control': 'no-store' }).end();
  } else {
    openWindow(editor, request, response, url);
  }
}

const { loadCodeWithNls } = await import(pathToFileURL(serverModule).href);
const { createServer: createEditor } = await loadCodeWithNls();
const starting = Promise.withResolvers<EditorServer>();
const server = createServer((request, response) => void starting.promise.then((it) => handle(it, request, response)));
server.on(
  'upgrade',
  (request, socket) => void starting.promise.then((it) => it.handleUpgrade(request, socket as Socket)),
);

function listen(port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
}

await listen(options.port).catch((error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE') throw error;
  return listen(0);
});
const editor: EditorServer = await createEditor(server.address());
starting.resolve(editor);
process.on('exit', () => editor.dispose());
process.on('disconnect', () => process.exit());
process.on('SIGTERM', () => process.exit());
// A terminal's Ctrl-C reaches this process too; the parent decides when it ends.
process.on('SIGINT', () => {});
process.send?.({ port: (server.address() as AddressInfo).port });
