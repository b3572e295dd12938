import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from '../editor/paths.ts';
import { newDirectory } from '../support/run.ts';

const run = promisify(execFile);

describe('the package for npx', () => {
  const directory = newDirectory('n');

  before(async () => {
    await run('npm', ['pack', '--ignore-scripts', '--pack-destination', directory], { cwd: repository });
    const [tarball = ''] = readdirSync(directory).filter((name) => name.endsWith('.tgz'));
    writeFileSync(join(directory, 'package.json'), '{"private":true}');
    await run('npm', ['install', '--offline', '--no-audit', '--no-fund', join(directory, tarball)], { cwd: directory });
  });

  // What is searched for secrets is what tests leave, not the README that is published.
  after(() => rmSync(directory, { recursive: true, force: true }));

  it('holds the command line, the index of the catalog and the types of the API, and no extension', () => {
    const root = join(directory, 'node_modules', 'patchbay');
    const inside = readdirSync(join(root, 'dist'), { recursive: true }).map(String);
    const isPart = (file: string) => /^cli[\\/][\w-]+\.js$/.test(file);
    assert.deepEqual(inside.filter((file) => !isPart(file)).sort(), [
      'catalog',
      join('catalog', 'index.json'),
      'cli',
      'cli.js',
      'patchbay.d.ts',
    ]);
  });

  it('has the types of the API, with which another extension compiles', async () => {
    const source = `import type { PatchbayExports, PatchbaySession } from 'patchbay';
export async function use(patchbay: PatchbayExports, session: PatchbaySession): Promise<string> {
  await patchbay.getApi(1).connect('acme.caller', 'ticket');
  session.onDidChangeAccess(({ connectionId, access }) => access === 'granted' && connectionId);
  const [first] = await session.list({ connector: 'github' });
  const answer: Response = await session.fetch(first?.id ?? '', '/user', { method: 'GET' });
  return (await session.getAccessToken(first?.id ?? '', { silent: true })).accessToken + answer.status;
}
`;
    writeFileSync(join(directory, 'extension.mts'), source);
    const tsc = join(repository, 'node_modules', 'typescript', 'bin', 'tsc');
    const options = ['--noEmit', '--strict', '--module', 'nodenext', '--lib', 'es2023,dom', '--types', ''];
    await run(process.execPath, [tsc, ...options, 'extension.mts'], { cwd: directory }).catch(({ stdout }) =>
      assert.fail(stdout),
    );
  });

  it('runs as npx patchbay, with the catalog that it brings', async () => {
    const policies = join(directory, 'folder', '.patchbay', 'policies');
    mkdirSync(policies, { recursive: true });
    const off = { name: 'x', deploy: [{ tenant: true }], settings: { connectors: { githbu: { enabled: false } } } };
    writeFileSync(join(policies, 'a.policy.jsonc'), JSON.stringify(off));
    const npx = (...words: string[]) => run('npx', ['--no-install', 'patchbay', ...words], { cwd: directory });
    assert.match((await npx('policy', 'check', 'folder')).stdout, /Did you mean “github”/);
    const failure = await npx('policy', 'check', 'folder', '--strict').catch((error) => error);
    assert.equal(failure.code, 1);
    assert.match((await npx('--help')).stdout, /Usage: patchbay/);
  });

  it('says with an exit code of its own that no editor answers', async () => {
    // Nobody listens at this port.
    const env = { ...process.env, PATCHBAY_URL: 'http://127.0.0.1:9', PATCHBAY_TOKEN: 'old' };
    const words = ['--no-install', 'patchbay', 'list'];
    const failure = await run('npx', words, { cwd: directory, env }).catch((error) => error);
    assert.equal(failure.code, 4);
    assert.match(failure.stderr, /No editor answers at http:\/\/127\.0\.0\.1:9/);
  });
});
