import assert from 'node:assert/strict';
import type { Connection } from '../../../../src/model/connection.ts';
import type { Folder } from '../../../../src/model/folder.ts';
import { choicesOf } from '../../../../src/views/calls/choices.ts';

const id = (start: string) => `${start}-3c0b-4f1e-9f55-0a6f3f6f8f10`;
const folder = (name: string, path: string[]): Folder => ({
  ...{ id: name, kind: path.length > 0 ? 'shared' : 'personal', name, path, directory: `/${name}` },
});
const folders = new Map([folder('mine', []), folder('Payables', ['Finance', 'Payables'])].map((one) => [one.id, one]));
const connection = (start: string, name: string, of: string) =>
  [id(start).toUpperCase(), { id: id(start).toUpperCase(), name, folder: of } as Connection] as const;
const connections = new Map([
  connection('0000000a', 'GitHub', 'mine'),
  connection('0000000b', 'Help desk', 'mine'),
  connection('0000000c', 'Help desk', 'Payables'),
  connection('0000000d', 'Twin', 'mine'),
  connection('0000000e', 'Twin', 'mine'),
]);
const labels = (...starts: string[]) => choicesOf(starts.map(id), { connections, folders }).map(({ label }) => label);

describe('the connections to filter calls by', () => {
  it('have their names, with the folder where two that can be chosen have the same', () => {
    assert.deepEqual(labels('0000000b', '0000000a'), ['GitHub', 'Help desk']);
    assert.deepEqual(labels('0000000c', '0000000b'), ['Help desk (Finance / Payables)', 'Help desk (mine)']);
    assert.deepEqual(labels('0000000d', '0000000e'), ['Twin (mine) · 0000000d', 'Twin (mine) · 0000000e']);
  });

  it('are told apart by their ids where several are gone', () => {
    assert.deepEqual(labels('0000000f'), ['(deleted)']);
    assert.deepEqual(labels('0000000f', '00000010'), ['(deleted) · 0000000f', '(deleted) · 00000010']);
  });
});
