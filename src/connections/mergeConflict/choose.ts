import { findNodeAtLocation } from 'jsonc-parser';
import { addProperty, removeProperty } from './properties.ts';
import { type Conflict, type Difference, type SideName, treeOf, valueText } from './versions.ts';

/**
 * The text of a connection file in which somebody has decided.
 *
 * @param base the version whose comments and order stay.
 * @param choose for each difference the version that holds. What it says comes into the text as it is written there; of a
 *   credential every byte.
 */
export function resolvedText(
  conflict: Pick<Conflict, SideName | 'differences'>,
  base: SideName,
  choose: (difference: Difference) => SideName,
): string {
  let text = conflict[base].text;
  let credential = conflict[base].credential;
  for (const difference of conflict.differences) {
    const side = choose(difference);
    const { path } = difference;
    if (path[0] === 'credential') credential = conflict[side].credential;
    else if (side !== base) text = put(text, path, valueText(conflict[side].text, steps(path)));
  }
  return put(text, ['credential'], credential);
}

/** Puts a value into a text as it is written; `undefined` takes it out. */
function put(text: string, path: Difference['path'], value: string | undefined): string {
  const root = treeOf(text);
  const there = findNodeAtLocation(root, steps(path));
  if (value === undefined) return there ? removeProperty(text, there) : text;
  if (there) return text.slice(0, there.offset) + value + text.slice(there.offset + there.length);
  const [key, name] = path;
  if (name === undefined) return addProperty(text, root, key, value);
  const owner = findNodeAtLocation(root, [key]);
  return owner
    ? addProperty(text, owner, name, value)
    : addProperty(text, root, key, `{ ${JSON.stringify(name)}: ${value} }`);
}

function steps([key, name]: Difference['path']): string[] {
  return name === undefined ? [key] : [key, name];
}
