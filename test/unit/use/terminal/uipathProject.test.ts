import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hasUipathProject } from '../../../../src/use/terminal/uipathProject.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';

describe('a project of UiPath', () => {
  const directory = temporaryDirectory();
  const is = async (file: string, text: string) => {
    const path = join(directory.path, file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
    return hasUipathProject(directory.path);
  };
  const python = (line: string) => `[project]\nname = "robot"\n${line}\n`;

  for (const [file, text] of [
    ['bindings.json', '{ "version": "2.0", "resources": [] }'],
    ['robot/bindings.json', '\uFEFF{ "resources": [{ "resource": "connection" }] }'],
    ['project.json', '{ "name": "P", "dependencies": { "UiPath.System.Activities": "[24.10.4]" } }'],
    ['project.json', '{ "name": "P", "studioVersion": "25.4.0" }'],
    ['pyproject.toml', python('dependencies = ["httpx", "uipath>=2.1", "x"]')],
    ['pyproject.toml', python("dependencies = [\n  'uipath-langchain[all]==0.1',\n]")],
    ['pyproject.toml', python('[tool.poetry.dependencies]\nuipath = "^2"')],
    ['agent/uipath.json', '{}'],
  ] as const) {
    it(`is known by ${file}: ${text.replace(/\s+/g, ' ').slice(0, 60)}`, async () => {
      assert.equal(await is(file, text), true);
    });
  }

  for (const [file, text] of [
    ['bindings.json', '{ "bindings": {} }'],
    ['bindings.json', '{ not json'],
    ['bindings.json', 'null'],
    ['project.json', '{ "name": "web", "targets": { "build": {} } }'],
    ['pyproject.toml', python('dependencies = ["uipathology"]')],
    ['pyproject.toml', python('# dependencies = ["uipath"]')],
    ['pyproject.toml', python('description = "like uipath, but not"')],
    ['node_modules/robot/bindings.json', '{ "resources": [] }'],
    ['one/two/bindings.json', '{ "resources": [] }'],
    ['readme.md', 'uipath'],
  ] as const) {
    it(`is none by ${file}: ${text.replace(/\s+/g, ' ').slice(0, 60)}`, async () => {
      assert.equal(await is(file, text), false);
    });
  }

  it('is none where nothing can be read', async () => {
    assert.equal(await hasUipathProject(join(directory.path, 'gone')), false);
  });
});
