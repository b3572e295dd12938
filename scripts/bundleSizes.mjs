// What a bundle weighs, read from esbuild's metafile.

/** @typedef {import('esbuild').Metafile} Metafile */

/**
 * The files that loading dist/extension.js loads: itself and what it imports statically, not what is imported when
 * first needed.
 * @param {Metafile} metafile
 */
export function activationClosure(metafile) {
  const seen = new Set();
  const visit = (/** @type {string} */ file) => {
    if (seen.has(file)) return;
    seen.add(file);
    for (const { path, kind } of metafile.outputs[file]?.imports ?? []) {
      if (kind === 'import-statement' && metafile.outputs[path]) visit(path);
    }
  };
  visit('dist/extension.js');
  const files = [...seen];
  const bytes = files.reduce((sum, file) => sum + metafile.outputs[file].bytes, 0);
  return { files, bytes };
}

/**
 * The heaviest sources of what activation loads, by their bytes in the bundle.
 * @param {Metafile} metafile
 */
export function activationInputs(metafile) {
  const { files } = activationClosure(metafile);
  const inputs = files.flatMap((file) => Object.entries(metafile.outputs[file].inputs));
  return inputs.map(([path, { bytesInOutput }]) => ({ path, bytes: bytesInOutput })).sort((a, b) => b.bytes - a.bytes);
}

const kb = (/** @type {number} */ bytes) => `${(bytes / 1000).toFixed(1)} kB`;

/**
 * One line for activation, one for each part that is loaded later.
 * @param {Metafile} main
 * @param {Metafile} webviews
 */
export function describeSizes(main, webviews) {
  const activation = activationClosure(main);
  const later = Object.entries(main.outputs).filter(
    ([file]) => !activation.files.includes(file) && file.endsWith('.js'),
  );
  const pages = Object.entries(webviews.outputs).filter(([file]) => !file.endsWith('.map'));
  return [
    `activation loads ${kb(activation.bytes)} in ${activation.files.length} files`,
    `later, when needed: ${kb(later.reduce((sum, [, { bytes }]) => sum + bytes, 0))} in ${later.length} files`,
    ...pages.map(([file, { bytes }]) => `${file} ${kb(bytes)}`),
  ].join('\n');
}
