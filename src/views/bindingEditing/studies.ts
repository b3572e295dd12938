import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { type Disposable, DisposableList } from '../../model/disposable.ts';
import { Emitter } from '../../model/event.ts';
import { bindingKindOf } from '../../use/bindings/binding.ts';
import type { Bindings, Bound } from '../../use/bindings/bindings.ts';
import { readBindings } from '../../use/bindings/readBindings.ts';

/** What one version of a document binds. */
export interface StudiedBindings {
  document: vscode.TextDocument;
  bound: readonly Bound[];
}

/** Nobody types faster: a text is looked at when no key came for so long, in milliseconds. */
const restMs = 150;

/** Keeps what the open files of bindings say, as they are written, followed to the connections of this moment. */
export class BindingStudies implements Disposable {
  readonly #bindings: Bindings;
  readonly #log: Parts['log'];
  readonly #studied = new Emitter<StudiedBindings>();
  readonly #closed = new Emitter<vscode.TextDocument>();
  readonly #list = new DisposableList();
  #known = new Map<vscode.TextDocument, { version: number; bound: Promise<readonly Bound[]> }>();
  #timer: NodeJS.Timeout | undefined;

  readonly onDidStudy = this.#studied.event;
  readonly onDidClose = this.#closed.event;

  constructor(bindings: Bindings, log: Parts['log']) {
    this.#bindings = bindings;
    this.#log = log;
    const { workspace } = vscode;
    this.#list.push(workspace.onDidChangeTextDocument(({ document }) => isOurs(document) && this.look()));
    this.#list.push(
      workspace.onDidCloseTextDocument((document) => {
        this.#known.delete(document);
        this.#closed.fire(document);
      }),
    );
    this.#list.push(
      bindings.onDidChange(() => {
        this.#known = new Map();
        this.look();
      }),
    );
    this.#list.push({ dispose: () => clearTimeout(this.#timer) });
  }

  /** Looks at all open files of bindings, once there is rest. */
  look(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      for (const document of vscode.workspace.textDocuments.filter(isOurs)) void this.#tell(document);
    }, restMs);
  }

  /** What a document binds, as it stands in the editor. */
  get(document: vscode.TextDocument): Promise<readonly Bound[]> {
    const { version } = document;
    const known = this.#known.get(document);
    if (known?.version === version) return known.bound;
    const file = document.uri.fsPath;
    const kind = bindingKindOf(file);
    const bound = kind
      ? this.#bindings.follow(readBindings(document.getText(), file, kind).bindings)
      : Promise.resolve([]);
    this.#known.set(document, { version, bound });
    return bound;
  }

  dispose(): void {
    this.#list.dispose();
  }

  async #tell(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    try {
      const bound = await this.get(document);
      if (document.version === version && !document.isClosed) this.#studied.fire({ document, bound });
    } catch (error) {
      this.#log.error('a file of bindings could not be looked at', error);
    }
  }
}

function isOurs({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === 'file' && bindingKindOf(uri.fsPath) !== undefined;
}
