import assert from 'node:assert/strict';
import { categories, gallery } from '../../../../src/views/addConnection/webview/gallery.ts';
import { initialState, usedHere } from '../../../../src/views/addConnection/webview/state.ts';
import { card } from './panelFixture.ts';

const connectors = [
  card('box', { name: 'Box', categories: ['Files'] }),
  card('github', { name: 'GitHub', categories: ['Developer'], used: 2 }),
  card('gitlab', { name: 'GitLab', categories: ['Developer'] }),
  card('jira', { name: 'Jira', categories: ['Developer', 'Tickets'], synonyms: ['tickets'] }),
];
const keys = (changes: { search?: string; category?: string }) => {
  const { used, others } = gallery({ ...initialState, connectors, ...changes });
  return [used.map(({ key }) => key), others.map(({ key }) => key)];
};

describe('add panel: gallery', () => {
  it('shows what is used here first', () => {
    assert.deepEqual(keys({}), [['github'], ['box', 'gitlab', 'jira']]);
  });

  it('narrows by category and by search, and by both', () => {
    assert.deepEqual(keys({ category: 'Developer' }), [['github'], ['gitlab', 'jira']]);
    assert.deepEqual(keys({ category: usedHere }), [['github'], []]);
    assert.deepEqual(keys({ search: 'tickets' }), [[], ['jira']]);
    assert.deepEqual(keys({ search: 'git', category: 'Files' }), [[], []]);
    assert.deepEqual(keys({ search: 'git' }), [['github'], ['gitlab']]);
  });

  it('lists the categories, the fullest first', () => {
    assert.deepEqual(categories(connectors), ['Developer', 'Files', 'Tickets']);
  });
});
