// Builds the extension into dist/: `node scripts/build.mjs [--production] [--watch]`.
//   dist/extension.js      what `main` names; heavy parts are chunks beside it, loaded when first needed
//   dist/cli.js            `npx patchbay`, without the editor; what not every command needs lies in dist/cli/
//   dist/webview/<name>.js the pages of src/views/<name>/webview/main.ts, with <name>.css where they import styles
//   dist/catalog/          the connectors, compiled by scripts/buildCatalog.ts
//   dist/patchbay.d.ts     the types of the API for other extensions, as src/use/api/patchbay.ts has them
//   schemas/               JSON schemas of our files, by scripts/buildSchemas.ts
import { chmodSync, copyFileSync, globSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import { describeSizes } from './bundleSizes.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
process.chdir(root);
const production = process.argv.includes('--production');
const watch = process.argv.includes('--watch');

/** @type {esbuild.BuildOptions} */
const shared = {
  bundle: true,
  logLevel: 'warning',
  metafile: true,
  minify: production,
  sourcemap: !production,
  // Development builds of lit warn on the console.
  conditions: ['production'],
  define: { 'process.env.NODE_ENV': '"production"' },
  alias: {
    '@noble/post-quantum/hybrid.js': './scripts/unusedCurves.mjs',
    '@noble/curves/nist.js': './scripts/unusedCurves.mjs',
  },
};

/**
 * Factories of problems only make something when called. Told so, esbuild loads with each chunk those it uses, and not all.
 *
 * @type {esbuild.Plugin}
 */
const pureProblems = {
  name: 'pure-problems',
  setup({ onResolve, resolve }) {
    onResolve({ filter: /\bproblems(\/\w+)?\.ts$/ }, async ({ path, pluginData, ...asked }) => {
      if (pluginData?.isResolving) return undefined;
      const found = await resolve(path, { ...asked, pluginData: { isResolving: true } });
      return found.path.includes(join('src', 'model', 'problems')) ? { ...found, sideEffects: false } : found;
    });
  },
};

/** @type {esbuild.BuildOptions} */
const extension = {
  ...shared,
  plugins: [pureProblems],
  entryPoints: ['src/extension.ts'],
  outdir: 'dist',
  platform: 'node',
  // VS Code 1.105, the oldest that package.json allows, runs extensions with Node 22.
  target: 'node22',
  format: 'esm',
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  mainFields: ['module', 'main'],
  external: ['vscode'],
  // For what is CommonJS inside the bundle (@vscode/l10n): it asks for Node's own modules by require().
  banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
};

/** @type {esbuild.BuildOptions} */
const cli = {
  ...shared,
  entryPoints: { cli: 'src/use/cli/main.ts' },
  outdir: 'dist',
  platform: 'node',
  target: 'node20',
  format: 'esm',
  splitting: true,
  chunkNames: 'cli/[name]-[hash]',
  mainFields: ['module', 'main'],
  banner: {
    js: [
      extension.banner.js,
      // Node 20 has no Promise.withResolvers.
      'Promise.withResolvers ??= function () { const made = {}; made.promise = new this((resolve, reject) => { made.resolve = resolve; made.reject = reject; }); return made; };',
    ].join(' '),
  },
};

const pages = globSync('src/views/*/webview/main.ts').sort();

/** @type {esbuild.BuildOptions} */
const webviews = {
  ...shared,
  entryPoints: Object.fromEntries(pages.map((page) => [basename(dirname(dirname(page))), page])),
  outdir: 'dist/webview',
  platform: 'browser',
  target: 'es2022',
  format: 'esm',
  // What several pages are made of is there once.
  splitting: true,
  chunkNames: '[name]-[hash]',
  loader: { '.ttf': 'file', '.svg': 'text' },
  assetNames: '[name]',
};

async function buildCatalog() {
  const [catalog, schemas] = await Promise.all([import('./buildCatalog.ts'), import('./buildSchemas.ts')]);
  await Promise.all([catalog.buildCatalog(), schemas.buildSchemas()]);
}

/** A file of types alone is its own declaration. */
const types = 'dist/patchbay.d.ts';
const copyTypes = () => copyFileSync('src/use/api/patchbay.ts', types);

/** esbuild has said what is wrong; a stack of its own would only hide it. */
const failed = (error) => {
  if (!error.errors) throw error;
  process.exit(1);
};

/** Takes away what an earlier build left, after a new one stands: who runs it meanwhile misses nothing. */
function removeOthers(metafiles) {
  const made = new Set(metafiles.flatMap(({ outputs }) => Object.keys(outputs)));
  made.add(types);
  for (const file of globSync(['dist/*.*', 'dist/chunks/*', 'dist/cli/*', 'dist/webview/*'])) {
    if (!made.has(file.replaceAll('\\', '/'))) rmSync(file);
  }
}

if (watch) {
  const contexts = await Promise.all(
    [extension, cli, webviews].map((options) => esbuild.context({ ...options, logLevel: 'info' })),
  );
  await buildCatalog();
  copyTypes();
  await Promise.all(contexts.map((context) => context.watch()));
} else {
  const started = performance.now();
  const [main, line, web] = await Promise.all([
    ...[extension, cli, webviews].map((options) => esbuild.build(options)),
    buildCatalog(),
  ]).catch(failed);
  removeOthers([main.metafile, line.metafile, web.metafile]);
  chmodSync('dist/cli.js', 0o755);
  copyTypes();
  mkdirSync('out', { recursive: true });
  writeFileSync('out/metafile.json', JSON.stringify({ extension: main.metafile, webviews: web.metafile }));
  console.log(describeSizes(main.metafile, web.metafile));
  console.log(`built ${production ? 'for production ' : ''}in ${Math.round(performance.now() - started)} ms`);
}
