import assert from 'node:assert/strict';
import { atOnce } from '../../../../src/policy/index.ts';
import { type Draft, problemSteps } from '../../../../src/views/policyEditing/draft.ts';
import { lensesOf, manyRules } from '../../../../src/views/policyEditing/lenses.ts';
import type { Scene } from '../../../../src/views/policyEditing/scene.ts';
import { draftOf, scene, tenant } from './editingFixture.ts';

const titles = (draft: Draft, at: Scene = scene()) =>
  lensesOf(draft, at, []).map(({ at: { line }, title }) => `${line} ${title.replace(/^\$\([\w-]+\)\s/, '')}`);
const guardrail = (more: object) => ({ id: 'g', deny: ['create'], ...more });
const ofRule = (more: object, at = scene()) =>
  titles(draftOf({ ...tenant, guardrails: [guardrail(more)] }, at), at).at(-1);

describe('policy editing: lenses', () => {
  it('say whom a guardrail holds for, and which connections of today it reaches', () => {
    assert.match(ofRule({}) ?? '', /^\d+ Applies to everybody, denies 4 of 5 connections$/);
    assert.match(ofRule({ when: { connector: 'github', authType: 'pat' } }) ?? '', /denies 2 of 5/);
    assert.match(ofRule({ when: { folder: 'Finance/**', account: 'personal' } }) ?? '', /denies 2 of 5/);
    assert.match(ofRule({ when: { category: 'Chat' } }) ?? '', /denies 1 of 5/);
    assert.match(ofRule({ unless: { connector: 'github', folder: 'personal' } }) ?? '', /denies 3 of 5/);
    assert.match(ofRule({ when: { folder: 'Nowhere' } }) ?? '', /reaches no connection of today/);
    assert.match(ofRule({ when: { group: 'makers' } }) ?? '', /Applies to 2 people, denies 4/);
    assert.match(ofRule({ when: { user: 'ana@x.example' } }) ?? '', /Applies to you/);
    const mine = scene();
    const own = { ...mine, sources: mine.sources.map((source) => ({ ...source, kind: 'user' as const })) };
    assert.match(ofRule({}, own) ?? '', /Applies to you/);
    assert.match(ofRule({ when: { user: 'EVE@x.example' } }) ?? '', /Applies to 1 person/);
    assert.match(ofRule({ unless: { group: 'makers' } }) ?? '', /Applies to 1 person/);
    assert.match(ofRule({ when: { group: 'nobody' } }) ?? '', /Applies to nobody who is known/);
  });

  it('heed how far a guardrail is rolled out, and who is exempt', () => {
    assert.match(ofRule({ rollout: 'warn' }) ?? '', /warns about 4 of 5/);
    assert.match(ofRule({ rollout: 'audit' }) ?? '', /notes 4 of 5/);
    assert.match(ofRule({ rollout: 'audit', from: '2027-01-01' }) ?? '', /reaches no connection/);
    assert.match(ofRule({ from: '2027-01-01' }) ?? '', /warns about 4/);
    const id = '0d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f11';
    const [first, ...others] = scene().connections;
    const at = { ...scene(), connections: [{ ...first, id } as never, ...others] };
    const except = [{ connection: id, until: '2026-12-31', reason: 'r', approvedBy: 'a' }];
    assert.match(ofRule({ except }, at) ?? '', /denies 3 of 5/);
  });

  it('stand above the document and each entry of the settings', () => {
    const connectors = { '*': {}, github: { authTypes: { byoa: { enabled: false } } }, slack: { enabled: true } };
    const draft = draftOf({ ...tenant, deploy: [{ group: 'readers', priority: 1 }], settings: { connectors } });
    assert.deepEqual(titles(draft).slice(1), [
      '2 Applies to 1 person, denies 1 of 5 connections',
      '12 Turns off 1 of 5 connections',
      '19 About 1 of 5 connections',
    ]);
    const all = draftOf({ ...tenant, settings: { connectors: { '*': { enabled: false }, acme: {} } } });
    assert.ok(titles(all).includes('10 Turns off 4 of 5 connections'));
    assert.ok(titles(all).includes('13 No connection of today'));
  });

  it('say what an edit changes, for the person at the editor or for one whom it is about', () => {
    const saved = { ...tenant, guardrails: [guardrail({ when: { connector: 'slack' } })] };
    const at = scene({ a: saved });
    assert.equal(draftOf(saved, at).edit, undefined);
    const github = { ...tenant, guardrails: [guardrail({ when: { connector: 'github' } })] };
    assert.equal(
      titles(draftOf(github, at), at)[0],
      '1 This edit newly denies 3 connections and 12 combinations, newly allows 1 connection and 12 combinations (for you)',
    );
    const warns = { ...tenant, guardrails: [guardrail({ when: { connector: 'slack' }, rollout: 'warn' })] };
    assert.match(titles(draftOf(warns, at), at)[0] ?? '', /newly allows 1 connection .*, newly warns about/);
    assert.equal(titles(draftOf({ ...saved, description: 'd' }, at), at)[0], '1 This edit changes nothing for you');
    const readers = { ...tenant, deploy: [{ group: 'readers', priority: 1 }], guardrails: [guardrail({})] };
    assert.match(
      titles(draftOf(readers))[0] ?? '',
      /newly denies 5 connections and 24 combinations \(for eve@x\.example\)/,
    );
  });

  it('of a text with errors say that it is not used', () => {
    assert.deepEqual(titles(draftOf('{ "name": 1, "deploy": [] }')), [
      '1 1 error: this text is not used; the last good one stays in force',
    ]);
    assert.match(titles(draftOf('{}'))[0] ?? '', /^1 2 errors/);
  });

  it('of thousands of rules stand only where somebody looks', () => {
    const guardrails = Array.from({ length: manyRules + 100 }, (_, index) => guardrail({ id: `g${index}` }));
    const text = `{ "name": "n", "deploy": [{ "tenant": true }], "guardrails": [\n${guardrails.map((one) => JSON.stringify(one)).join(',\n')}\n] }`;
    const draft = draftOf(text);
    const lines = (first: number, last: number) =>
      lensesOf(draft, scene(), [{ first, last }])
        .map(({ at }) => at.line)
        .filter((line) => line > 1);
    assert.deepEqual(lines(-5, 3), [2, 3]);
    assert.deepEqual(lines(300, 400), [300, 301]);
    assert.deepEqual(lines(150, 152), [150, 151, 152]);
  });

  it('find problems in every kind of file', () => {
    const codes = (kind: 'members' | 'folder' | 'test' | 'policy', text: string) =>
      atOnce(problemSteps(kind, text, file)).map(({ code }) => code);
    const file = '/w/x.jsonc';
    assert.deepEqual(codes('members', '{ "version": 1, "groups": { "a": 1 } }'), ['PB606']);
    assert.deepEqual(codes('folder', '{ "version": 1, "roles": [] }'), ['PB606']);
    assert.deepEqual(codes('test', '{ "tests": [], "x": 1 }'), ['PB605']);
    assert.deepEqual(codes('policy', '['), ['PB601']);
  });
});
