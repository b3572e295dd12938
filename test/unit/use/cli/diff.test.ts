import assert from 'node:assert/strict';
import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { baseline, git, invoices, off, patchbay, readSarif, write } from './cli.ts';

describe('patchbay policy diff', () => {
  const directory = temporaryDirectory();
  const diff = (...argv: string[]) => patchbay(directory.path, 'policy', 'diff', ...argv);
  const side = (name: string, policy: unknown, rest: object = {}) =>
    write(join(directory.path, name), {
      'policies/a.policy.jsonc': policy,
      'folders/Finance/i.connection.jsonc': invoices,
      ...rest,
    });

  it('is fine where nothing changes', async () => {
    await side('a', off('slack'));
    await side('b', off('slack'));
    const { code, out } = await diff('a', 'b', '--fail-on=any');
    assert.equal(code, 0);
    assert.match(out, /the same as before/);
  });

  it('says what is newly allowed and denied, by which line, and which connections it reaches', async () => {
    await side('a', off('slack'));
    await side('b', off('github'));
    const { code, out } = await diff('a', 'b');
    assert.equal(code, 0);
    assert.match(
      out,
      /\+ \d+ newly allowed: Slack, every type, all folders, any account: create, reconnect\. Baseline \(a:b\/\.patchbay\/policies\/a\.policy\.jsonc:\d+\) no longer/,
    );
    assert.match(
      out,
      /- \d+ newly denied: GitHub, every type, .* Baseline \(b\/\.patchbay\/policies\/a\.policy\.jsonc:\d+\)/,
    );
    assert.match(
      out,
      /\* Invoices \(b\/\.patchbay\/folders\/Finance\/i\.connection\.jsonc\): newly denied: reconnect|\* Invoices .*newly denied: create, reconnect/,
    );
    assert.match(out, /newly allowed \d+, newly denied \d+ combinations\n$/);
  });

  it('fails where it is told to', async () => {
    await side('a', baseline());
    await side('b', off('github'));
    const codes = async (...folders: string[]) =>
      (await Promise.all(['widened', 'narrowed', 'any'].map((on) => diff(...folders, '--fail-on', on)))).map(
        ({ code }) => code,
      );
    assert.deepEqual(await codes('a', 'b'), [0, 1, 1]);
    assert.deepEqual(await codes('b', 'a'), [1, 0, 1]);
  });

  it('tells people apart whom a rule tells apart, and puts together whom none does', async () => {
    const members = {
      version: 1,
      groups: { finance: ['bob@acme.example', 'zoe@acme.example'], sales: ['ann@acme.example'] },
    };
    await side('a', baseline(), { 'members.jsonc': members });
    const guardrail = { id: 'no-finance', deny: ['create'], when: { group: 'finance', connector: 'github' } };
    const named = { id: 'no-eve', deny: ['create'], when: { user: 'eve@acme.example', connector: 'slack' } };
    await side('b', baseline({ guardrails: [guardrail, named] }), { 'members.jsonc': members });
    const { effects } = JSON.parse((await diff('a', 'b', '--format=json')).out);
    const people = effects.map(({ people: names }: { people: string[] }) => names.join());
    assert.deepEqual(people, ['Group finance', 'eve@acme.example']);
    const rule = effects[0].combinations[0].rule;
    assert.deepEqual([rule.guardrail, rule.file], ['no-finance', 'b/.patchbay/policies/a.policy.jsonc']);
  });

  it('sees who joins a group', async () => {
    const guardrail = { id: 'finance-only', deny: ['create'], unless: { group: 'finance' } };
    const groups = (...finance: string[]) => ({ 'members.jsonc': { version: 1, groups: { finance } } });
    await side('a', baseline({ guardrails: [guardrail] }), groups('bob@acme.example'));
    await side('b', baseline({ guardrails: [guardrail] }), groups('bob@acme.example', 'eve@acme.example'));
    const { code, out } = await diff('a', 'b', '--fail-on=widened');
    assert.equal(code, 1);
    assert.match(out, /^eve@acme\.example:/);
  });

  it('writes Markdown in which a repository cannot put links, mentions or HTML', async () => {
    await side('a', baseline());
    await side('b', { ...off('slack'), name: '@org | <img src=x> [a](https://evil.example)' });
    const { out } = await diff('a', 'b', '--format', 'markdown');
    assert.match(out, /^### Patchbay policies: newly allowed 0, newly denied \d+/);
    assert.doesNotMatch(out, /@org|<img|https:\/\/|[^\\]\[a/);
    const columns = out
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .map((line) => line.split(/(?<!\\)\|/).length);
    assert.ok(new Set(columns).size <= 2, out);
  });

  it('writes SARIF at the lines that deny, as what they are', async () => {
    await side('a', off('slack'));
    await side('b', off('github'));
    const results = readSarif((await diff('a', 'b', '--format=sarif')).out);
    const kinds = new Set(results.map(({ ruleId, level }) => `${ruleId} ${level}`));
    assert.deepEqual([...kinds].sort(), ['newly-allowed warning', 'newly-denied note']);
  });

  it('opens nothing for a file that cannot be used, and says so', async () => {
    await side('a', baseline());
    await side('b', '{');
    const { code, out } = await diff('a', 'b', '--fail-on=narrowed');
    assert.equal(code, 1);
    assert.match(out, /after: .*PB601/);
    await side('b', baseline(), { 'members.jsonc': '{' });
    assert.equal((await diff('a', 'b')).code, 3);
  });

  describe('between revisions', () => {
    const folder = 'work space';
    beforeEach(async () => {
      await git(directory.path, 'init', '-q', '-b', 'main');
      await side(folder, off('slack'), { 'folders/Über/x y.connection.jsonc': { ...invoices, name: 'Other' } });
      await git(directory.path, 'add', '.');
      await git(directory.path, 'commit', '-q', '-m', 'first');
      await side(folder, off('github'));
    });

    it('compares the files as they lie there, or another revision', async () => {
      const { code, out } = await diff(folder, '--base', 'main', '--fail-on', 'widened');
      assert.equal(code, 1);
      assert.match(out, /Slack, every type, all folders/);
      assert.match(out, /\(main:work space\/\.patchbay/);
      assert.match(out, /\* Other/);
      assert.match((await diff(folder, '--base=main', '--head=HEAD')).out, /same as before/);
    });

    it('sees that nothing was there', async () => {
      await git(directory.path, 'rm', '-rq', '--cached', '.');
      await git(directory.path, 'commit', '-q', '-m', 'empty');
      const { out } = await diff(folder, '--base=HEAD');
      assert.doesNotMatch(out, /newly allowed:/);
      assert.match(out, /newly denied: GitHub/);
    });

    it('takes no link of a revision for a file', async () => {
      await symlink('/etc/passwd', join(directory.path, folder, '.patchbay', 'members.jsonc'));
      await git(directory.path, 'add', '.');
      await git(directory.path, 'commit', '-q', '-m', 'link');
      const { code, out } = await diff(folder, '--base=HEAD', '--head=HEAD');
      assert.equal(code, 3);
      assert.match(out, /members\.jsonc cannot be read: it is a link/);
    });

    for (const revision of ['--output=x', '-h', '', 'main --help', 'nope', ':/first\n', 'main:work space']) {
      it(`takes ${JSON.stringify(revision)} for no revision, and for nothing else`, async () => {
        const { code, out, errors } = await diff(folder, `--base=${revision}`);
        assert.ok(code === 2 || code === 3, String(code));
        assert.equal(out, '');
        assert.match(errors, /revision/);
      });
    }
  });

  it('says that it is no repository', async () => {
    await side('a', baseline());
    const { code, errors } = await diff('a', '--base=main');
    assert.equal(code, 3);
    assert.match(errors, /not in a git repository/);
  });
});
