import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Development } from './development.ts';
import { builtinExtensions } from './paths.ts';

export interface EditorServerOptions {
  /** Everything the editor writes goes below: `data`, `extensions`, `server.log`. */
  directory: string;
  /** What every window loads from source; nothing by default. */
  development?: Development;
  /** The names of the extensions of VS Code's own to have. Default: all of them. */
  builtin?: readonly string[];
  /** The folder that `/` leads to. */
  folder?: string;
  /** Tried first; a free one is taken where it is in use. Default: any free port. */
  port?: number;
  /** Leaves the settings of an earlier start as they are. */
  keepSettings?: boolean;
  /** The user's settings, over {@link quietSettings}. All windows of the server share them. */
  settings?: Record<string, unknown>;
  /**
   * How long a window that is gone may come back to its extension host. Default 3, for tests: their windows do not come
   * back, and hosts that wait are a load.
   */
  graceSeconds?: number;
  /** Additional environment of the server and its extension hosts. */
  env?: Record<string, string>;
}

export interface ServerProcessOptions {
  dataDirectory: string;
  development: Development;
  folder?: string;
  port: number;
}

export interface EditorServer {
  /** `http://127.0.0.1:port/` */
  url: string;
  /** Where extensions keep their files: `<this>/<extension id>`. */
  globalStorage: string;
  /** The logs of VS Code and of extensions. */
  logs: string;
  /** Changes settings of the user; a window reads them when it is opened or reloaded. */
  changeSettings(settings: Record<string, unknown>): void;
  /** Ends the server and its extension hosts, and waits for that. */
  stop(): Promise<void>;
}

/** No welcome, no gallery, no questions: what is on the screen is the folder and the extension. */
export const quietSettings: Record<string, unknown> = {
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.disableAIFeatures': true,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': 'off',
  'extensions.ignoreRecommendations': true,
  'git.openRepositoryInParentFolders': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
};

/**
 * Themes and JSON: enough for what tests look at. A window stands a quarter sooner than with all ninety. The workbench itself
 * expects one that starts by itself in the browser, and says so in a message where it is not there.
 */
export const fewBuiltin = [
  'theme-defaults',
  'theme-seti',
  'json',
  'json-language-features',
  'configuration-editing',
  'merge-conflict',
  // Those that wake up where a file of JSON is opened.
  'emmet',
  'extension-editing',
  'git-base',
  'github-authentication',
  'npm',
  'typescript-language-features',
];

function builtinFlags({ builtin, directory }: EditorServerOptions): string[] {
  if (!builtin) return [];
  const folder = join(directory, 'builtin');
  mkdirSync(folder);
  for (const name of builtin) symlinkSync(join(builtinExtensions, name), join(folder, name), 'junction');
  return ['--builtin-extensions-dir', folder];
}

/**
 * The extensions by links beside the editor's data. Where one of them has this very VS Code in a folder of its own, the
 * editor would take the built-in themes for that extension's and show one of them, whatever the settings say.
 */
function linked({ development = { extensions: [] }, directory }: EditorServerOptions): Development {
  const extensions = development.extensions.map((extension, index) => {
    const link = join(directory, `extension-${index + 1}`);
    rmSync(link, { force: true });
    symlinkSync(extension, link, 'junction');
    return link;
  });
  return { ...development, extensions };
}

/** Starts a VS Code server on loopback in a process of its own; resolves once windows can be opened. */
export async function startEditorServer(options: EditorServerOptions): Promise<EditorServer> {
  const data = join(options.directory, 'data');
  const user = join(data, 'data', 'User');
  mkdirSync(user, { recursive: true });
  let settings = { ...quietSettings, ...options.settings };
  const changeSettings = (changed: Record<string, unknown>) => {
    settings = { ...settings, ...changed };
    writeFileSync(join(user, 'settings.json'), JSON.stringify(settings, null, 2));
  };
  // Those that a person changed in the demo stay.
  if (!options.keepSettings || !existsSync(join(user, 'settings.json'))) changeSettings({});

  const processOptions: ServerProcessOptions = {
    dataDirectory: data,
    development: linked(options),
    port: options.port ?? 0,
    ...(options.folder ? { folder: options.folder } : {}),
  };
  const flags = [
    ...builtinFlags(options),
    ...['--reconnection-grace-time', String(options.graceSeconds ?? 3)],
    ...['--without-connection-token', '--accept-server-license-terms', '--telemetry-level', 'off'],
    ...['--server-data-dir', data, '--extensions-dir', join(options.directory, 'extensions')],
  ];
  const child = fork(join(import.meta.dirname, 'serverProcess.ts'), flags, {
    env: { ...process.env, ...options.env, PATCHBAY_EDITOR: JSON.stringify(processOptions) },
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const logFile = join(options.directory, 'server.log');
  const log = createWriteStream(logFile, { flags: 'a' });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const exited = once(child, 'exit');
  const said = await Promise.race([once(child, 'message'), exited.then(() => undefined)]);
  if (!said) throw new Error(`The VS Code server did not start; see ${logFile}`);
  const { port } = said[0] as { port: number };

  return {
    url: `http://127.0.0.1:${port}/`,
    globalStorage: join(user, 'globalStorage'),
    logs: join(data, 'data', 'logs'),
    changeSettings,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
      await exited;
      log.end();
    },
  };
}
