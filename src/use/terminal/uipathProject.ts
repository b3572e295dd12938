import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Past this, in bytes, a file is no project's. */
const largest = 1_000_000;

/** So many folders of a workspace folder are looked into. */
const mostFolders = 100;

/** Where no project lies that somebody works on. */
const elsewhere = new Set(['node_modules', 'venv', '__pycache__', 'dist', 'out']);

/** Which files make a folder a project of UiPath, and what must stand in them: other tools have such names as well. */
const marks: Readonly<Record<string, (text: string) => boolean>> = {
  'bindings.json': (text) => Array.isArray((JSON.parse(text) as { resources?: unknown } | null)?.resources),
  'project.json': isStudioProject,
  // A dependency `uipath`, `uipath-langchain==…`, in whatever table it stands.
  'pyproject.toml': (text) => /^\s*["']?uipath(-[-\w]+)?(\[[^\]]*\])?["']?\s*([=<>~!;,"']|$)/m.test(dependencies(text)),
  'uipath.json': (text) => typeof JSON.parse(text) === 'object',
};

/** True where a directory, or one right below it, is a project of UiPath's Studio or of its SDKs. What cannot be read is none. */
export async function hasUipathProject(directory: string): Promise<boolean> {
  const entries = await readdir(directory, { withFileTypes: true }).catch(() => []);
  const below = entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !elsewhere.has(entry.name))
    .slice(0, mostFolders);
  for (const folder of [directory, ...below.map(({ name }) => join(directory, name))]) {
    const found = await Promise.all(
      Object.entries(marks).map(([name, isMark]) => isMarked(join(folder, name), isMark)),
    );
    if (found.includes(true)) return true;
  }
  return false;
}

async function isMarked(file: string, isMark: (text: string) => boolean): Promise<boolean> {
  try {
    const text = (await readFile(file, 'utf8')).replace(/^\uFEFF/, '');
    return text.length <= largest && isMark(text);
  } catch {
    return false;
  }
}

/** Nx and others have a `project.json`, too; Studio's names its packages. */
function isStudioProject(text: string): boolean {
  const project = JSON.parse(text) as { dependencies?: object; studioVersion?: unknown } | null;
  const packages = Object.keys(project?.dependencies ?? {});
  return typeof project?.studioVersion === 'string' || packages.some((name) => name.startsWith('UiPath.'));
}

/** Each string of a list and each key on a line of its own. */
function dependencies(text: string): string {
  return text.replace(/#.*$/gm, '').replace(/["'][^"'\n]*["']/g, (quoted) => `\n${quoted}\n`);
}
