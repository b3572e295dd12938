/**
 * The line of the value at `path` in a text that `JSON.stringify(value, null, 2)` made, found by its indentation alone.
 */
export function lineOf(text: string, path: readonly (string | number)[]): number {
  const lines = text.split('\n');
  let line = 0;
  for (const [depth, step] of path.entries()) {
    const indent = ' '.repeat(2 * depth + 2);
    const isOwn = (candidate: string) =>
      candidate.startsWith(indent) && candidate[indent.length] !== ' ' && !/^\s*[\]}]/.test(candidate);
    let toSkip = typeof step === 'number' ? step : 0;
    for (line++; ; line++) {
      const candidate = lines[line];
      if (candidate === undefined) throw new Error(`no line for ${path.join('/')}`);
      if (!isOwn(candidate)) continue;
      if (typeof step === 'string' && !candidate.startsWith(`${indent}${JSON.stringify(step)}:`)) continue;
      if (toSkip-- === 0) break;
    }
  }
  return line + 1;
}
