import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import { DisposableList } from '../model/disposable.ts';
import { Emitter } from '../model/event.ts';
import type { Log } from '../model/log.ts';

/** The editor's own ways to sign in, with the extensions that bring them: one that is not there would be waited for. */
const providers = [
  { id: 'microsoft', extension: 'vscode.microsoft-authentication' },
  { id: 'github', extension: 'vscode.github-authentication' },
];

/** Nobody waits longer than this for one of them or for git, in milliseconds. */
const patienceMs = 2000;

/**
 * Who is at the editor. The first of: what the computer's administrator says of the system's user; the setting
 * `patchbay.identity`; an account that is signed in to the editor already (nobody is asked); git's `user.email`; the
 * system's user. But for the first it is a claim, not a proof.
 */
export class Identity implements vscode.Disposable {
  readonly #machine: string;
  readonly #log: Pick<Log, 'warn'>;
  readonly #changed = new Emitter<void>();
  readonly #subscriptions = new DisposableList();
  #known: Promise<string | undefined> | undefined;
  #watching = false;

  /** Fires when it may be somebody else. */
  readonly onDidChange = this.#changed.event;

  /** @param machine the directory of the computer's policies. */
  constructor(machine: string, log: Pick<Log, 'warn'>) {
    this.#machine = machine;
    this.#log = log;
  }

  /** `undefined` where it should be known but cannot be read. */
  who(): Promise<string | undefined> {
    this.#watch();
    this.#known ??= this.#find();
    return this.#known;
  }

  /** Something that says who it is may have changed. */
  forget(): void {
    this.#known = undefined;
    this.#changed.fire();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #find(): Promise<string | undefined> {
    const systemUser = userInfo().username;
    const { mappedUser } = await import('../storage/machinePolicies.ts');
    const mapped = await mappedUser(this.#machine, systemUser);
    if (mapped && 'unreadable' in mapped) {
      this.#log.warn(`who you are is not known: identity.jsonc of this computer cannot be read (${mapped.unreadable})`);
      return undefined;
    }
    if (mapped) return mapped.user;
    const setting = vscode.workspace.getConfiguration('patchbay').get<string>('identity')?.trim();
    return setting || (await signedIn()) || (await gitEmail()) || systemUser;
  }

  #watch(): void {
    if (this.#watching) return;
    this.#watching = true;
    const forget = () => this.forget();
    this.#subscriptions.push(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (event.affectsConfiguration('patchbay.identity')) forget();
      }),
    );
    this.#subscriptions.push(
      vscode.authentication.onDidChangeSessions(({ provider }) => {
        if (providers.some(({ id }) => id === provider.id)) forget();
      }),
    );
    // git answers by the folder that it is asked in.
    this.#subscriptions.push(vscode.workspace.onDidChangeWorkspaceFolders(forget));
    this.#subscriptions.push(vscode.workspace.onDidGrantWorkspaceTrust(forget));
  }
}

/** The first account that the editor has, without a prompt and without a look at its session. */
async function signedIn(): Promise<string | undefined> {
  const there = providers.filter(({ extension }) => vscode.extensions.getExtension(extension));
  const accounts = await Promise.all(
    there.map(async ({ id }) => {
      const late = AbortSignal.timeout(patienceMs);
      const tooLate = new Promise<never>((_, reject) => {
        late.addEventListener('abort', () => reject(late.reason));
      });
      return Promise.race([vscode.authentication.getAccounts(id), tooLate]).catch(() => []);
    }),
  );
  return accounts.flat()[0]?.label.trim();
}

async function gitEmail(): Promise<string | undefined> {
  const cwd = vscode.workspace.workspaceFolders?.find((folder) => folder.uri.scheme === 'file')?.uri.fsPath;
  try {
    const options = { timeout: patienceMs, ...(cwd && vscode.workspace.isTrusted ? { cwd } : {}) };
    const { stdout } = await promisify(execFile)('git', ['config', 'user.email'], options);
    return stdout.trim() || undefined;
  } catch {
    return undefined;
  }
}
