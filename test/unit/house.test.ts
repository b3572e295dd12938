import assert from 'node:assert/strict';
import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../editor/paths.ts';
import { floors, violations } from '../support/house.ts';

const found = (file: string, text: string) => violations(new Map([[file, text]]));

describe('the house', () => {
  it('stands: imports go down, vscode stays above, files are short', () => {
    const patterns = ['src/**/*.ts', 'test/**/*.{ts,cjs}', 'scripts/**/*.{ts,mjs}', 'examples/**/*.ts'];
    const paths = globSync(patterns, { cwd: repository, exclude: (path) => path.includes('node_modules') });
    const files = paths.map(
      (path) => [path.replaceAll('\\', '/'), readFileSync(join(repository, path), 'utf8')] as const,
    );
    assert.ok(files.length > 50, 'the files were not found');
    assert.deepEqual(violations(new Map(files)), []);
  });

  it('has no folder beside its floors', () => {
    const folders = readdirSync(join(repository, 'src'), { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    assert.deepEqual(
      folders.map(({ name }) => name).filter((name) => !floors.includes(name)),
      [],
    );
  });

  for (const [why, file, text] of [
    ['a floor above', 'src/auth/x.ts', "import { y } from '../connections/y.ts';"],
    ['a floor above', 'src/model/x.ts', "export type { Y } from '../storage/y.ts';"],
    ['a floor above', 'src/catalog/x.ts', "const { y } = await import('../views/y.ts');"],
    ['which needs the editor', 'src/connections/x.ts', "import type { Y } from '../editor/y.ts';"],
    ['which is above', 'src/views/x.ts', "import '../extension.ts';"],
    ['outside of src', 'src/views/x.ts', "import { y } from '../../test/y.ts';"],
    ['imports vscode', 'src/storage/x.ts', "import * as vscode from 'vscode';"],
    ['imports vscode', 'src/connections/x.ts', "import type { Uri } from 'vscode';"],
    ['a page has no vscode', 'src/views/details/webview/x.ts', "import * as vscode from 'vscode';"],
    ['a page has no node:fs', 'src/views/details/webview/x.ts', "import { readFileSync } from 'node:fs';"],
    ['past 300', 'scripts/x.ts', '\n'.repeat(301)],
    // Written in two parts, lest this file is found.
    ['only some tests', 'test/unit/x.test.ts', `it.${'only'}('x', () => {});`],
  ] as const) {
    it(`falls where ${file} has: ${text.trim().slice(0, 50) || '301 lines'}`, () => {
      assert.match(found(file, text).join(), new RegExp(why));
      assert.equal(found(file, text).length, 1);
    });
  }

  it('lets a floor import from itself, from below, and from packages', () => {
    const text = "import { a } from './a.ts';\nimport { b } from '../model/b.ts';\nimport * as z from 'zod/mini';";
    assert.deepEqual(found('src/auth/x.ts', text), []);
    assert.deepEqual(found('src/extension.ts', "import * as vscode from 'vscode';\nimport './views/x.ts';"), []);
    assert.deepEqual(found('src/model/x.ts', "// import { y } from '../views/y.ts';"), []);
  });
});
