import assert from 'node:assert/strict';
import type { Connection } from '../../../../src/model/connection.ts';
import type { LocalState } from '../../../../src/model/state.ts';
import { sharedFolderId } from '../../../../src/storage/snapshot.ts';
import type { Bound } from '../../../../src/use/bindings/bindings.ts';
import type { Resolution } from '../../../../src/use/bindings/resolve.ts';
import { lensesOf } from '../../../../src/views/bindingEditing/lenses.ts';
import { problemsOf } from '../../../../src/views/bindingEditing/problems.ts';
import { suggestionsAt } from '../../../../src/views/bindingEditing/suggest.ts';
import { tellBinding } from '../../../../src/views/bindingEditing/words.ts';

const id = '3d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10';
const finance = { id: sharedFolderId('/w/.patchbay/folders/Finance'), kind: 'shared' as const, name: 'Finance' };
const folder = { ...finance, path: ['Finance'], directory: '/w/.patchbay/folders/Finance' };
const connection = {
  ...{ id, name: 'Work', connector: 'github', authType: 'pat', account: 'ada', folder: folder.id, parameters: {} },
  credential: { kind: 'eachMember' },
} as unknown as Connection;
const connected: LocalState = {
  ...{ version: 1, generation: 1, storedAt: '', account: 'ada-here' },
  ...{ grant: { status: 'connected' }, provider: { status: 'reachable' } },
};
const telling = (local?: LocalState) => ({
  states: { get: () => local, ownKey: undefined },
  folders: new Map([[folder.id, folder]]),
  connectorName: () => 'GitHub',
});
const bound = (resolution: Resolution, more: Partial<Bound> = {}): Bound => ({
  binding: {
    ...{ name: 'crm', kind: 'patchbay', file: '/w/.patchbay/bindings.jsonc', connection: id },
    ...{ at: { offset: 1, length: 5 }, whole: { offset: 1, length: 50 } },
  },
  resolution,
  ...more,
});

describe('what is told of a binding', () => {
  it('is its connection with account and state, and who chose it', () => {
    const one = bound({ connection, chosenBy: 'person' }, { override: id });
    const { icon, summary, lines } = tellBinding(one, telling(connected));
    assert.deepEqual([icon, summary], ['pass', 'Work · ada-here · connected · chosen by you']);
    assert.deepEqual(lines.slice(0, 2), ['GitHub, in Finance', 'It acts as ada-here.']);
    assert.deepEqual(
      lensesOf([one], telling(connected)).map(({ title, command }) => [title, command.replace(/.*\./, '')]),
      [
        ['$(pass) Work · ada-here · connected · chosen by you', 'openDetails'],
        ['Choose for me', 'chooseForMe'],
        ['Use what the file says', 'forget'],
        ['Choose for everybody', 'chooseForAll'],
      ],
    );
    assert.deepEqual(problemsOf([one]), []);
  });

  it('has what helps behind its lens where it leads nowhere', () => {
    const state = { grant: { status: 'needsSignIn', reason: 'never' }, provider: { status: 'reachable' } } as const;
    for (const [unresolved, command] of [
      [{ kind: 'needsSignIn', connection, state }, 'patchbay.reconnect'],
      [{ kind: 'appProblem', connection, state }, 'patchbay.openDetails'],
      [{ kind: 'notAllowed', connection }, 'patchbay.showWhy'],
      [{ kind: 'unknownConnection', id }, 'patchbay.bindingEditing.chooseForMe'],
      [{ kind: 'untrusted' }, 'workbench.trust.manage'],
    ] as const) {
      const [first] = lensesOf([bound({ unresolved })], telling());
      assert.equal(first?.command, command);
      assert.match(first.title, /^\$\(warning\) leads nowhere: /);
    }
    assert.equal(lensesOf([bound({ unresolved: { kind: 'untrusted' } })], telling()).length, 1);
  });

  it('never becomes an icon or a link of the editor', () => {
    const named = { ...connection, name: '$(zap) [x](command:y)' };
    const [first] = lensesOf([bound({ connection: named, chosenBy: 'file' })], telling(connected));
    assert.doesNotMatch(first?.title ?? '', /\$\(zap\)|\]\(/);
  });

  it('says of an own connection in the file that nobody else has it', () => {
    const own = { ...connection, folder: 'personal' };
    const [problem] = problemsOf([bound({ connection: own, chosenBy: 'file' })]);
    assert.deepEqual([problem?.code, problem?.severity], ['PB754', 'information']);
    assert.deepEqual(problemsOf([bound({ connection: own, chosenBy: 'person' }, { override: id })]), []);
  });
});

describe('what may stand in a file of bindings', () => {
  const suggesting = {
    file: '/w/.patchbay/bindings.jsonc',
    connections: [connection, { ...connection, id: 'b', name: 'Chat', connector: 'slack' }],
    folders: new Map([[folder.id, folder]]),
    connectors: [{ key: 'github', name: 'GitHub' }],
  };
  const at = (marked: string, file = suggesting.file) => {
    const offset = marked.indexOf('|');
    const text = marked.replace('|', '');
    const { span, suggestions } = suggestionsAt(text, offset, { ...suggesting, file });
    return [text.slice(span.offset, span.offset + span.length), ...suggestions.map(({ label }) => label)];
  };

  it('are ids of fitting connections, keys, and folders', () => {
    assert.deepEqual(at('{ "bindings": { "a": { "connection": "|" } } }'), ['""', 'Work', 'Chat']);
    assert.deepEqual(at('{ "bindings": { "a": { "connection": |, "connector": "slack" } } }'), ['', 'Chat']);
    assert.deepEqual(at('{ "bindings": { "a": { "connector": "g|i" } } }'), ['"gi"', 'github']);
    assert.deepEqual(at('{ "bindings": { "a": { "folder": "|" } } }'), ['""', 'Finance']);
    assert.deepEqual(at('{ "bindings": { "a": { "folder|": "" } } }').slice(1), []);
    assert.deepEqual(at('{ "connection": "|" }').slice(1), []);
    const uipath = '{ "resources": [{ "value": { "ConnectionId": { "defaultValue": "|" } } }] }';
    assert.deepEqual(at(uipath, '/w/robot/bindings.json'), ['""', 'Work', 'Chat']);
    assert.deepEqual(at(uipath).slice(1), []);
  });
});
