import { dirname, join } from 'node:path/posix';

/** From top to bottom; a folder of src/ imports from itself and from those after it. */
export const floors = [
  ...['views', 'use', 'triggers', 'solutions', 'connections', 'editor'],
  ...['auth', 'policy', 'catalog', 'storage', 'model'],
];

/** Where `vscode` may be imported, beside extension.ts. All the rest runs in plain Node. */
const editorFloors = new Set(['views', 'use', 'editor']);

const longest = 300;

/**
 * What breaks the rules of the house, each as `file: what`.
 *
 * @param files path from the root of the checkout, with `/` → text
 */
export function violations(files: ReadonlyMap<string, string>): string[] {
  return [...files].flatMap(([file, text]) => [
    ...length(file, text),
    ...(file.startsWith('src/') ? importsOf(text).flatMap((to) => importRules(file, to)) : []),
    ...(/\b(?:describe|it)\.only\(/.test(text) && file.startsWith('test/') ? [`${file}: only some tests run`] : []),
  ]);
}

function length(file: string, text: string): string[] {
  const lines = text.split('\n').length - 1;
  return lines > longest ? [`${file}: ${lines} lines, past ${longest}`] : [];
}

function importRules(file: string, to: string): string[] {
  const from = floorOf(file);
  const inWebview = file.includes('/webview/') && !isHostSide(file);
  if (to === 'vscode') {
    if (inWebview) return [`${file}: a page has no vscode`];
    return from === undefined || editorFloors.has(from) ? [] : [`${file}: imports vscode below the editor's floor`];
  }
  if (to.startsWith('node:') && inWebview) return [`${file}: a page has no ${to}`];
  if (!to.startsWith('.')) return [];
  const target = join(dirname(file), to);
  if (!target.startsWith('src/')) return [`${file}: imports ${target}, outside of src`];
  const below = floorOf(target);
  if (from === undefined) return [];
  if (below === undefined) return [`${file}: imports ${target}, which is above`];
  if (floors.indexOf(below) < floors.indexOf(from)) return [`${file}: imports ${target}, a floor above`];
  // It would bring vscode in.
  if (below === 'editor' && !editorFloors.has(from)) return [`${file}: imports ${target}, which needs the editor`];
  return [];
}

/** src/views/webview/page.ts makes the pages and so runs beside the extension. */
function isHostSide(file: string): boolean {
  return file === 'src/views/webview/page.ts';
}

/** The folder of src/; undefined for extension.ts. */
function floorOf(file: string): string | undefined {
  const folder = file.split('/')[1] ?? '';
  return folder.includes('.') ? undefined : folder;
}

/** What a module imports or re-exports, now or later, types as well. */
function importsOf(text: string): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
  return [...code.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g)].map((match) => match[1] ?? '');
}
