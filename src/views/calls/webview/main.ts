import { render } from 'lit';
import { boot } from '../../webview/boot.ts';
import { tableStyles } from '../../webview/table.css.ts';
import type { CallRow, CallsFacts, FromCalls, ToCalls } from '../protocol.ts';
import { callsStyles } from './calls.css.ts';
import { type Filter, noFilter, savedFilter } from './filter.ts';
import { pageView } from './view.ts';

const host = boot<FromCalls, ToCalls>(tableStyles, callsStyles);
const root = document.querySelector('main') as HTMLElement;
let rows: CallRow[] = [];
let facts: CallsFacts | undefined;
let filter = savedFilter(host.saved());
/** Whether more rows than at first are drawn. */
let whole = false;

function draw(): void {
  if (!facts) return;
  const hadFocus = root.contains(document.activeElement);
  render(pageView({ rows, facts, filter, whole }, { send: host.send, filter: choose, showAll }), root);
  // What was pressed may be gone: a keyboard goes on from the top, not from nowhere.
  if (hadFocus && !root.contains(document.activeElement)) root.querySelector('h1')?.focus();
}

function choose(changes: Partial<Filter>): void {
  filter = { ...filter, ...changes };
  host.save(filter);
  draw();
}

function showAll(): void {
  whole = true;
  draw();
}

host.onMessage((message) => {
  const first = facts === undefined;
  facts = message.facts;
  if (message.type === 'all') rows = message.rows;
  if (message.type === 'more') rows = [...message.rows, ...rows].slice(0, facts.most);
  if (message.type === 'look') {
    choose({ ...noFilter, connection: message.connection });
    host.send({ type: 'looked' });
  }
  draw();
  if (first) root.querySelector('h1')?.focus();
});
host.save(filter);
host.send({ type: 'ready' });
