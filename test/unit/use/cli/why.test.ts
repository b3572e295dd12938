import assert from 'node:assert/strict';
import { temporaryDirectory } from '../../../support/temporary.ts';
import { baseline, invoices, patchbay, write } from './cli.ts';

describe('patchbay policy why', () => {
  const directory = temporaryDirectory();
  const why = (...argv: string[]) => patchbay(directory.path, 'policy', 'why', ...argv);
  const guardrail = {
    id: 'people-stay-personal',
    deny: ['create'],
    when: { folder: 'shared', account: 'personal' },
    unless: { group: 'finance' },
    because: 'It acts as one person.',
    instead: 'Use a service account.',
  };

  beforeEach(() =>
    write(directory.path, {
      'policies/a.policy.jsonc': baseline({ contact: 'Platform team', guardrails: [guardrail] }),
      'members.jsonc': { version: 1, groups: { finance: ['bob@acme.example'] } },
      'folders/Finance/Payables/folder.jsonc': { version: 1 },
      'folders/Finance/i.connection.jsonc': invoices,
    }),
  );

  const asked = ['--connector=github', '--auth-type=pat', '--in=Finance/Payables'];

  it('says which rule decides and where it stands, why, what to do instead, and what is allowed', async () => {
    const { code, out } = await why(...asked, '--user', 'ana@acme.example');
    assert.equal(code, 1);
    for (const line of [
      /^✗ The policy “Baseline” does not allow it/,
      /rule: Baseline#people-stay-personal/,
      /at: \.patchbay\/policies\/a\.policy\.jsonc:\d+:\d+/,
      /because: It acts as one person\./,
      /instead: Use a service account\./,
      /ask: Platform team/,
      /allowed is: with a service account/,
    ])
      assert.match(out, line);
  });

  it('knows the groups of a person, and takes others', async () => {
    assert.equal((await why(...asked, '--user=bob@acme.example')).code, 0);
    assert.equal((await why(...asked, '--group=finance')).code, 0);
    assert.equal((await why(...asked, '--group=sales')).code, 1);
  });

  it('answers in JSON', async () => {
    const answer = JSON.parse((await why(...asked, '--format=json')).out);
    assert.equal(answer.decision.outcome, 'deny');
    assert.equal(answer.deciding.address.file, '.patchbay/policies/a.policy.jsonc');
    assert.equal(answer.request.folder, 'Finance/Payables');
    assert.ok(answer.alternatives.length > 0);
  });

  it('takes a connection that exists', async () => {
    const { code, out } = await why('--connection', invoices.id, '--action', 'use');
    assert.equal(code, 0);
    assert.match(out, /use, GitHub, Personal access token, Finance, personal/);
    assert.equal((await why('--connection=x')).code, 2);
  });

  it('asks for what is missing, and knows what was probably meant', async () => {
    for (const [argv, wanted] of [
      [[], /which connector/],
      [['--connector=githbu'], /Did you mean “github”/],
      [['--connector=github'], /which authentication type.*offers/],
      [['--connector=github', '--auth-type=basic'], /is not one of/],
      [['--connector=github', '--auth-type=pat', '--in=Finanse'], /Did you mean “Finance”/],
      [['--connector=github', '--action=creat'], /Did you mean “create”/],
    ] as const) {
      const { code, errors } = await why(...argv);
      assert.equal(code, 2);
      assert.match(errors, wanted);
    }
  });
});
