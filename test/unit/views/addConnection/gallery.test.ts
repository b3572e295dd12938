import assert from 'node:assert/strict';
import type { ConnectorCard } from '../../../../src/views/addConnection/protocol.ts';
import {
  categories,
  countOf,
  examples,
  firstCard,
  firstOf,
  type Gallery,
  gallery,
  generic,
} from '../../../../src/views/addConnection/webview/gallery.ts';
import { Portions } from '../../../../src/views/addConnection/webview/portions.ts';
import { initialState, type PanelState, usedHere } from '../../../../src/views/addConnection/webview/state.ts';
import { card, TestPanel } from './panelFixture.ts';

const connectors = [
  card('box', { name: 'Box', categories: ['Files'] }),
  card('github', { name: 'GitHub', categories: ['Developer'], used: 2 }),
  card('gitlab', { name: 'GitLab', categories: ['Developer'] }),
  card('jira', { name: 'Jira', categories: ['Developer', 'Tickets'], synonyms: ['tickets'] }),
];
const off = { sentence: 'Not here.' };
type Changes = Partial<Pick<PanelState, 'search' | 'category' | 'connectors'>>;

/** The keys in each group that is not empty. */
function shown(changes: Changes): Partial<Record<keyof Gallery, string[]>> {
  const groups = Object.entries(gallery({ ...initialState, connectors, ...changes })) as [string, ConnectorCard[]][];
  const full = groups.filter(([, cards]) => cards.length > 0);
  return Object.fromEntries(full.map(([name, cards]) => [name, cards.map(({ key }) => key)]));
}

describe('add panel: gallery', () => {
  it('shows what is used here first', () => {
    assert.deepEqual(shown({}), { used: ['github'], others: ['box', 'gitlab', 'jira'] });
  });

  it('shows before that what the person used last, in that order, each once and four at most', () => {
    const last = [
      ...connectors.map((one, index) => ({ ...one, recent: 9 - index })),
      card('slack', { recent: 0, off }),
      card('old', { recent: 1, unavailable: 'Gone.' }),
      card('zoom', { recent: 2 }),
      card('other', { used: 1 }),
    ];
    assert.deepEqual(shown({ connectors: last }), {
      recent: ['zoom', 'jira', 'gitlab', 'github'],
      used: ['other'],
      others: ['box'],
      off: ['slack'],
      unavailable: ['old'],
    });
  });

  it('narrows by category and by search, and by both', () => {
    assert.deepEqual(shown({ category: 'Developer' }), { used: ['github'], others: ['gitlab', 'jira'] });
    assert.deepEqual(shown({ category: usedHere }), { used: ['github'] });
    assert.deepEqual(shown({ search: 'tickets' }), { found: ['jira'] });
    assert.deepEqual(shown({ search: 'git', category: 'Files' }), {});
    assert.deepEqual(shown({ search: 'git' }), { found: ['github', 'gitlab'] });
  });

  it('puts what a search finds best first, whatever is used or was used last', () => {
    const some = [
      card('a', { description: 'Works with Slack.', used: 3, recent: 0 }),
      card('slack', { name: 'Slack' }),
      card('b', { name: 'Slack Old', unavailable: 'Gone.' }),
    ];
    assert.deepEqual(shown({ connectors: some, search: 'slack' }), { found: ['slack', 'a'], unavailable: ['b'] });
    const first = (search: string) => firstCard(gallery({ ...initialState, connectors: some, search }))?.key;
    assert.deepEqual(['slack', '', 'old'].map(first), ['slack', 'a', undefined]);
  });

  it('offers for an unknown application what reaches any, unless a policy turns that off', () => {
    const any = [card('generic-api-key'), card('box'), card('generic-oauth2')];
    assert.deepEqual(
      generic(any).map(({ key }) => key),
      ['generic-oauth2', 'generic-api-key'],
    );
    assert.deepEqual(generic([card('generic-oauth2', { off })]), []);
  });

  it('can be cut to its first', () => {
    const groups = gallery({ ...initialState, connectors: [...connectors, card('x', { off })] });
    assert.equal(countOf(groups), 5);
    const { used, others, off: refused } = firstOf(groups, 3);
    assert.deepEqual(
      [used, others, refused].map((cards) => cards.map(({ key }) => key)),
      [['github'], ['box', 'gitlab'], []],
    );
    assert.deepEqual(firstOf(groups, 5), groups);
  });

  it('is drawn in portions, and begins again with every search', () => {
    let waiting: (() => void)[] = [];
    let state: PanelState = {
      ...initialState,
      step: 'application',
      connectors: Array.from({ length: 100 }, (_, at) => card(`a${at}`)),
    };
    const drawn: number[] = [];
    const draw = () => {
      drawn.push(portions.most(state));
      portions.goOn();
    };
    const portions = new Portions(draw, (action) => void waiting.push(action));
    const frame = () => {
      const actions = waiting;
      waiting = [];
      for (const action of actions) action();
    };
    draw();
    draw();
    assert.equal(waiting.length, 1);
    frame();
    frame();
    assert.deepEqual(drawn.splice(0), [24, 24, 72, 120]);
    assert.equal(waiting.length, 0);
    state = { ...state, search: 'a' };
    draw();
    state = { ...state, search: 'a5' };
    draw();
    frame();
    assert.deepEqual([drawn, waiting.length], [[24, 24], 0]);
    state = { ...state, search: '', step: 'folder' };
    draw();
    assert.equal(waiting.length, 0);
  });

  it('asks for a new connector', () => {
    const panel = new TestPanel().act({ type: 'makeOwn' });
    assert.deepEqual(panel.last, { type: 'newConnector' });
  });

  it('gives as examples only what can be chosen, well-known ones first', () => {
    assert.deepEqual(examples(connectors), ['GitHub', 'Jira']);
    assert.deepEqual(examples([card('github', { off }), card('jira', { unavailable: 'Gone.' }), card('box')]), ['box']);
    assert.deepEqual(examples([]), []);
  });

  it('lists the categories, the fullest first', () => {
    assert.deepEqual(categories(connectors), ['Developer', 'Files', 'Tickets']);
  });
});
