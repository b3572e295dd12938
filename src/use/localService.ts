import * as vscode from 'vscode';
import type { Parts } from '../connections/parts.ts';
import type { Disposable } from '../model/disposable.ts';
import type { Bindings } from './bindings/bindings.ts';
import type { Service } from './service/service.ts';

/**
 * The local connection service of this window. Nothing listens, and no code of it is loaded, before somebody needs it; from
 * then on it is there until the window closes, and `patchbay` finds it in any terminal of this person.
 */
export class LocalService implements Disposable {
  readonly #parts: Parts;
  readonly #bindings: Bindings;
  #service: Promise<Service> | undefined;
  /** What the announcement waits for, and takes away. */
  #announced: Promise<Disposable | undefined> = Promise.resolve(undefined);
  #current: Disposable | undefined;
  #isEnded = false;

  constructor(parts: Parts, bindings: Bindings) {
    this.#parts = parts;
    this.#bindings = bindings;
  }

  /** The running service; started now where it is not yet. */
  get(): Promise<Service> {
    if (this.#service) return this.#service;
    const starting = this.#start();
    this.#service = starting;
    // What failed is tried anew the next time.
    starting.catch(() => {
      this.#service = undefined;
    });
    return starting;
  }

  /** The folders of the workspace are others by now. */
  async foldersChanged(): Promise<void> {
    if (this.#service) await this.#announce(await this.#service);
  }

  /** At once, as far as others could find it. */
  dispose(): void {
    this.#isEnded = true;
    this.#current?.dispose();
    void this.#service?.then((service) => service.close()).catch(() => {});
  }

  async #start(): Promise<Service> {
    const [{ createService }, { serviceBindings }] = await Promise.all([
      import('./service/service.ts'),
      import('./bindings/forService.ts'),
    ]);
    const service = await createService(this.#parts, { bindings: serviceBindings(this.#bindings) });
    await this.#announce(service);
    return service;
  }

  /** That others find it is not what it is for: where that fails, the service runs all the same. */
  #announce(service: Service): Promise<Disposable | undefined> {
    this.#announced = this.#announced.then(async (before) => {
      before?.dispose();
      try {
        const { announce } = await import('./discovery/announce.ts');
        const bearer = service.issueBearer({ everything: true }, 'command line');
        const folders = (vscode.workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
        const left = await announce({ url: service.url, bearer, folders: folders.map(({ uri }) => uri.fsPath) });
        this.#current = left;
        if (this.#isEnded) left.dispose();
        return {
          dispose: () => {
            left.dispose();
            service.revoke(bearer);
          },
        };
      } catch (error) {
        this.#parts.log.error('The local service cannot be found by the command line', error);
        return undefined;
      }
    });
    return this.#announced;
  }
}

/** The service of this window, which ends with it. */
export function editorService(
  { subscriptions }: Pick<vscode.ExtensionContext, 'subscriptions'>,
  parts: Parts,
  bindings: Bindings,
): LocalService {
  const service = new LocalService(parts, bindings);
  subscriptions.push(
    service,
    vscode.workspace.onDidChangeWorkspaceFolders(() => void service.foldersChanged()),
  );
  return service;
}
