import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BindingOverrides } from '../../src/storage/bindingOverrides.ts';
import { BindingFiles } from '../../src/use/bindings/bindingFiles.ts';
import { WindowBindings } from '../../src/use/bindings/bindings.ts';
import { LocalService } from '../../src/use/localService.ts';
import { temporaryDirectory } from './temporary.ts';
import type { TestParts } from './testParts.ts';

/** What a window has for code: bindings of its workspace, and its local service. */
export class TestWindow {
  bindings!: WindowBindings;
  service!: LocalService;
  folders: string[] = [];
  readonly #directory: { readonly path: string };
  #file = '';

  constructor(directory: { readonly path: string }) {
    this.#directory = directory;
  }

  /** Where windows say where they are. */
  get windows(): string {
    return this.#directory.path;
  }

  async open(parts: TestParts): Promise<void> {
    this.#file = join(parts.workspace, '.patchbay', 'bindings.jsonc');
    this.folders = [parts.workspace];
    const files = new BindingFiles(async () => [{ file: this.#file, kind: 'patchbay' }]);
    this.bindings = new WindowBindings(parts, files, new BindingOverrides(parts.root));
    this.service = new LocalService(parts, this.bindings, { folders: () => this.folders, windows: this.windows });
  }

  async close(): Promise<void> {
    await this.service.close();
    this.bindings.dispose();
  }

  /** Writes the file of bindings. */
  async bind(names: object): Promise<void> {
    await mkdir(join(this.#file, '..'), { recursive: true });
    await writeFile(this.#file, JSON.stringify({ version: 1, bindings: names }));
    this.bindings.reload();
  }
}

/** A window for each test of the suite that calls this, after what `parts` gives was made. */
export function testWindow(parts: () => TestParts): TestWindow {
  const window = new TestWindow(temporaryDirectory());
  beforeEach(() => window.open(parts()));
  afterEach(() => window.close());
  return window;
}
