/** The kinds of files that bind names: ours, and `bindings.json` of UiPath's coded projects. */
export type BindingKind = 'patchbay' | 'uipath';

/** A part of a text, in UTF-16 units. */
export interface Span {
  offset: number;
  length: number;
}

/** A name that code uses, with what its file says of the connection behind it. */
export interface Binding {
  /** Of a UiPath binding its `key`, which often is a connection's id. */
  name: string;
  kind: BindingKind;
  /** The path of its file. */
  file: string;
  /** The id of the connection that everybody uses. */
  connection?: string;
  /** The key of the connector that the code expects; of UiPath's bindings unknown, since their keys are others. */
  connector?: string;
  /** The path of a shared folder, with `/`; absent: the Personal Workspace. */
  folder?: string;
  description?: string;
  /** What UiPath calls the application. */
  application?: string;
  /** Where its name stands in the file, without the quotes' key syntax: for what is drawn there. */
  at: Span;
  /** Where the whole of it stands. */
  whole: Span;
}

/** How a binding is told apart from all others, also where two files have the same name. */
export function bindingKey({ file, name }: Pick<Binding, 'file' | 'name'>): string {
  return JSON.stringify([file, name]);
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** True for what is written as a connection's id is. */
export function isId(text: string): boolean {
  return guid.test(text);
}

/** The kind of a file by its path; `undefined` where it binds nothing. */
export function bindingKindOf(file: string): BindingKind | undefined {
  const path = file.replaceAll('\\', '/');
  if (path.endsWith('/.patchbay/bindings.jsonc')) return 'patchbay';
  return path.endsWith('/bindings.json') ? 'uipath' : undefined;
}
