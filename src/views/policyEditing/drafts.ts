import * as vscode from 'vscode';
import { type Disposable, DisposableList } from '../../model/disposable.ts';
import { Emitter } from '../../model/event.ts';
import type { Log } from '../../model/log.ts';
import { inSlices } from '../../policy/steps.ts';
import { type Draft, draftSteps, problemSteps } from './draft.ts';
import type { PolicyFileKind } from './kinds.ts';
import type { Scene } from './scene.ts';
import type { Scenes } from './scenes.ts';

/** What was found out about one version of a document. */
export interface Studied {
  document: vscode.TextDocument;
  version: number;
  kind: PolicyFileKind;
  draft: Draft;
  /** Absent where policies cannot be found out. */
  scene?: Scene;
}

interface Study {
  kind: PolicyFileKind;
  done?: Studied;
  timer?: NodeJS.Timeout;
  running?: AbortController;
  /** Resolves once the newest text is studied, or the document is closed. */
  next: PromiseWithResolvers<void>;
}

/** Nobody types faster: a text is studied when no key came for so long, in milliseconds. */
const restMs = 150;

/**
 * Studies the open files of policies: at once when they open, after a rest while somebody types, anew when what holds
 * changes. Always in slices, so that nobody waits; a newer text ends the study of an older one.
 */
export class Drafts implements Disposable {
  readonly #scenes: Scenes;
  readonly #log: Log;
  readonly #kindOf: (uri: vscode.Uri) => PolicyFileKind | undefined;
  readonly #studies = new Map<vscode.TextDocument, Study>();
  readonly #studied = new Emitter<Studied>();
  readonly #closed = new Emitter<vscode.TextDocument>();
  readonly #subscriptions = new DisposableList();

  readonly onDidStudy = this.#studied.event;
  readonly onDidClose = this.#closed.event;

  constructor(scenes: Scenes, kindOf: (uri: vscode.Uri) => PolicyFileKind | undefined, log: Log) {
    this.#scenes = scenes;
    this.#kindOf = kindOf;
    this.#log = log;
    const { workspace } = vscode;
    this.#subscriptions.push(workspace.onDidChangeTextDocument(({ document }) => this.#plan(document, restMs)));
    this.#subscriptions.push(workspace.onDidCloseTextDocument((document) => this.#close(document)));
    this.#subscriptions.push(scenes.onDidChange(() => this.#planAll()));
  }

  /** Begins to follow a document, where it is one of ours. */
  open(document: vscode.TextDocument): void {
    if (this.#study(document) && !this.#studies.get(document)?.running) this.#plan(document, 0);
  }

  /** What is known of the newest text; waits for it. `undefined` for what is no file of policies, or is closed. */
  async get(document: vscode.TextDocument): Promise<Studied | undefined> {
    const known = this.#studies.get(document);
    if (!known) this.open(document);
    await this.#studies.get(document)?.next.promise;
    return this.#studies.get(document)?.done;
  }

  /** What is known of the newest text that was studied. */
  latest(document: vscode.TextDocument): Studied | undefined {
    return this.#studies.get(document)?.done;
  }

  dispose(): void {
    this.#subscriptions.dispose();
    for (const document of [...this.#studies.keys()]) this.#close(document);
  }

  #study(document: vscode.TextDocument): Study | undefined {
    const known = this.#studies.get(document);
    if (known || document.isClosed) return known;
    const kind = this.#kindOf(document.uri);
    if (!kind) return undefined;
    const study: Study = { kind, next: Promise.withResolvers() };
    this.#studies.set(document, study);
    return study;
  }

  #planAll(): void {
    for (const document of this.#studies.keys()) this.#plan(document, restMs);
  }

  #plan(document: vscode.TextDocument, afterMs: number): void {
    const study = this.#studies.get(document);
    if (!study) return;
    clearTimeout(study.timer);
    study.running?.abort();
    if (study.done) {
      // Those who ask from now on wait for the next.
      const { resolve } = study.next;
      study.next = Promise.withResolvers();
      void study.next.promise.then(resolve);
      delete study.done;
    }
    study.timer = setTimeout(() => void this.#run(document, study), afterMs);
  }

  async #run(document: vscode.TextDocument, study: Study): Promise<void> {
    const controller = new AbortController();
    study.running = controller;
    try {
      const done = await this.#find(document, study.kind, controller.signal);
      if (controller.signal.aborted) return;
      study.done = done;
      study.next.resolve();
      this.#studied.fire(done);
    } catch (error) {
      if (controller.signal.aborted) return;
      this.#log.error('a file of policies could not be studied', error);
      // Nobody waits for what does not come.
      study.next.resolve();
    } finally {
      if (study.running === controller) delete study.running;
    }
  }

  async #find(document: vscode.TextDocument, kind: PolicyFileKind, signal: AbortSignal): Promise<Studied> {
    const { version, uri } = document;
    const text = document.getText();
    const base = { document, version, kind };
    const scene = await this.#scenes.get().catch(() => undefined);
    signal.throwIfAborted();
    if (kind === 'policy' && scene) {
      return { ...base, scene, draft: await inSlices(draftSteps(text, uri.fsPath, scene), signal) };
    }
    const problems = await inSlices(problemSteps(kind, text, uri.fsPath, scene), signal);
    return { ...base, draft: { problems }, ...(scene ? { scene } : {}) };
  }

  #close(document: vscode.TextDocument): void {
    const study = this.#studies.get(document);
    if (!study) return;
    clearTimeout(study.timer);
    study.running?.abort();
    this.#studies.delete(document);
    study.next.resolve();
    this.#closed.fire(document);
  }
}
