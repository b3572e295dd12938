/*
 * How long others wait while policies change: 5,000 rules in one file, 300 connectors, 40 folders, 10,000 connections:
 * `npm run bench -- governance`. First a saved file, then what the editor does at every key: problems, hints, what the edit
 * changes, the lenses, a completion. The peer does the same at once.
 */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Governance } from '../../src/connections/governance.ts';
import type { Connection } from '../../src/model/connection.ts';
import { Emitter } from '../../src/model/event.ts';
import { atOnce, compile, inSlices, updateSource } from '../../src/policy/index.ts';
import { ConnectionFiles } from '../../src/storage/connectionFiles.ts';
import { readPolicyPlaces } from '../../src/storage/policyPlaces.ts';
import { type Draft, draftSteps } from '../../src/views/policyEditing/draft.ts';
import { lensesOf } from '../../src/views/policyEditing/lenses.ts';
import { placeAt } from '../../src/views/policyEditing/place.ts';
import type { Scene } from '../../src/views/policyEditing/scene.ts';
import { longestPause } from './pause.ts';
import { largeConnections, largeDomain, largePrincipal, largeText } from './policy/large.ts';
import { range } from './statistics.ts';

const edits = 12;
const mostMs = 50;

const root = await mkdtemp(join(tmpdir(), 'patchbay-governance-'));
const folders = join(root, '.patchbay', 'folders');
const policies = join(root, '.patchbay', 'policies');
const file = join(policies, 'large.policy.jsonc');
const directoryOf = (id = '') => {
  const path = largeDomain.folders.find((folder) => folder.id === id)?.path ?? [];
  return join(folders, ...path);
};
for (const { id } of largeDomain.folders) await mkdir(directoryOf(id), { recursive: true });
await mkdir(policies, { recursive: true });

const quiet = () => {};
const places = new Emitter<void>();
const where = {
  machine: join(root, 'm'),
  user: join(root, 'u'),
  workspaces: [root],
  trusted: true,
  organisation: null,
};
const governance = new Governance({
  sources: { onDidChange: places.event, read: () => readPolicyPlaces(where) },
  files: new ConnectionFiles(() => [{ kind: 'shared', directory: folders }]),
  catalog: {
    entries: async () => largeDomain.connectors.map((fact) => ({ ...fact, description: '', synonyms: [] }) as never),
    connector: () => Promise.reject(new Error('nobody asks')),
  },
  audit: { record: quiet },
  log: { debug: quiet, info: quiet, warn: quiet, error: (...all) => console.error(...all) },
  bundles: join(root, 'bundles'),
  who: async () => largePrincipal.user,
});

async function edit(run: number): Promise<void> {
  await writeFile(file, largeText(5000, ` ${run}`));
  places.fire();
  await governance.table();
}

const first = await longestPause(() => edit(-1));
const steps: number[] = [];
for (let run = 0; run < edits; run++) steps.push(await longestPause(() => edit(run)));

const savedAtOnce: number[] = [];
for (let run = 0; run < edits; run++) {
  const files = [{ file, text: largeText(5000, ` ${run}`) }];
  const work = async () => {
    const source = updateSource(undefined, { kind: 'workspace', id: policies, trusted: true, files });
    compile({ sources: [source], principal: largePrincipal, domain: largeDomain, now: Date.now() });
  };
  savedAtOnce.push(await longestPause(work));
}

const subjects = largeConnections.map(({ connector = '', authType = 'pat', folder, account = 'personal' }) => {
  return { connector, authType, folder: `shared:${directoryOf(folder)}`, accountKind: account } as const;
});
const decisions: number[] = [];
for (let run = 0; run < edits; run++) {
  const work = async () => {
    for (const subject of subjects) governance.decideNow('use', subject);
  };
  decisions.push(await longestPause(work));
}

const table = await governance.table();
const { sources, people } = await governance.status();
const scene: Scene = {
  ...{ sources, people, table, domain: table.parts.domain, principal: table.parts.principal, now: Date.now() },
  folders: new Map(),
  connections: subjects.map(
    (subject, index) => ({ ...subject, id: String(index), name: `c${index}` }) as never as Connection,
  ),
};
const near = [{ first: 4800, last: 5000 }];
/** What the editor does when a key was pressed: the rule at the end now denies something else. */
const typed = (run: number) =>
  largeText(5000, ` ${edits - 1}`).replace(
    '"rule-4998","deny":["create","use"]',
    `"rule-4998","deny":["view"],"instead":"${run}"`,
  );
const typing: number[] = [];
const broken: number[] = [];
const lensing: number[] = [];
const completing: number[] = [];
const typingAtOnce: number[] = [];
let draft: Draft = { problems: [] };
for (let run = 0; run < edits; run++) {
  const text = typed(run);
  typing.push(
    await longestPause(async () => {
      draft = await inSlices(draftSteps(text, file, scene));
    }),
  );
  assert.ok(draft.edit && draft.edit.connections.length > 0 && draft.problems.length > 0);
  lensing.push(await longestPause(async () => lensesOf(draft, scene, near)));
  broken.push(await longestPause(async () => inSlices(draftSteps(`${text.slice(0, -3)},,`, file, scene))));
  completing.push(await longestPause(async () => placeAt('policy', text, text.length - 100)));
}
for (let run = 0; run < 3; run++)
  typingAtOnce.push(await longestPause(async () => atOnce(draftSteps(typed(run), file, scene))));

console.log(`the first time                             ${first.toFixed(1)} ms`);
console.log(`an edit, in steps                          ${range(steps)} ms`);
console.log(`the same at once                           ${range(savedAtOnce)} ms`);
console.log(`10,000 connections decided for their rows  ${range(decisions)} ms`);
console.log(`a key in the editor: problems, hints, effect  ${range(typing)} ms`);
console.log(`the same at once                           ${range(typingAtOnce)} ms`);
console.log(`a key that leaves the text broken          ${range(broken)} ms`);
console.log(`the lenses in sight                        ${range(lensing)} ms`);
console.log(`the place of a completion at the end       ${range(completing)} ms`);
governance.dispose();
await rm(root, { recursive: true });
const editor = Math.max(...typing, ...broken, ...lensing, ...completing);
assert.ok(Math.max(first, editor, ...steps, ...decisions) < mostMs, `somebody waited longer than ${mostMs} ms`);
console.log(
  `\ngovernance: the longest pause is ${editor.toFixed(1)} ms while typing, ${Math.max(...steps).toFixed(1)} ms after saving; at once ${Math.max(...typingAtOnce).toFixed(1)} ms`,
);
