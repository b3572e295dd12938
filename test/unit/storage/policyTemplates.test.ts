import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accountKinds, compile, decide, readPolicy, updateSource } from '../../../src/policy/index.ts';
import { policyTemplates, readTemplate } from '../../../src/storage/policyTemplates.ts';
import { repository } from '../../editor/paths.ts';
import { fileCatalog } from '../../support/fileCatalog.ts';

const media = join(repository, 'media');
const demo = join(repository, 'examples/workspace/.patchbay/policies/baseline.policy.jsonc');

/** What a text decides about creating, for both kinds of folder and account. */
async function creating(text: string) {
  const source = updateSource(undefined, {
    ...{ kind: 'workspace', id: 'policies', trusted: true, files: [{ file: 'a.policy.jsonc', text }] },
  } as const);
  const table = compile({
    sources: [source],
    principal: { user: 'ada@acme.example', groups: [] },
    domain: {
      connectors: await fileCatalog.entries(),
      folders: [
        { id: 'personal', kind: 'personal', path: [] },
        { id: 'shared', kind: 'shared', path: ['Finance'] },
      ],
    },
    now: Date.parse('2026-06-15T12:00:00Z'),
  });
  return ['personal', 'shared'].flatMap((folder) =>
    accountKinds.map((account) => {
      const request = { action: 'create', connector: 'acme', authType: 'pat', folder, account } as const;
      const { outcome, warned, reasons } = decide(table, request);
      return `${folder} ${account}: ${warned ? 'warn' : outcome} ${reasons[0]?.rule.guardrail?.id ?? ''}`.trim();
    }),
  );
}

const steered = (effect: string) => [
  'personal personal: allow',
  `personal service: ${effect} services-are-shared`,
  `shared personal: ${effect} people-stay-personal`,
  'shared service: allow',
];

describe('policies to begin with', () => {
  it('are all there, and good', async () => {
    const files = (await readdir(join(media, 'policies'))).sort();
    const templates = policyTemplates();
    assert.deepEqual(files, templates.map(({ id }) => `${id}.policy.jsonc`).sort());
    for (const template of templates) {
      const text = await readTemplate(media, template);
      assert.deepEqual(readPolicy(text, template.id).problems, [], template.id);
      assert.ok(template.label && template.description);
    }
  });

  it('the baseline steers people to their Personal Workspace, and service accounts to shared folders', async () => {
    const text = await readTemplate(media, policyTemplates()[0] ?? assert.fail());
    assert.deepEqual(await creating(text), steered('warn'));
    assert.deepEqual(await creating(text.replaceAll('"rollout": "warn"', '"rollout": "enforce"')), steered('deny'));
  });

  it('the demo’s does the same', async () => {
    const text = await readFile(demo, 'utf8');
    assert.deepEqual(await creating(text), steered('warn'));
    assert.deepEqual(await creating(text.replaceAll('"rollout": "warn"', '"rollout": "enforce"')), steered('deny'));
  });
});
