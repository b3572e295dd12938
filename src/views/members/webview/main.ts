import { render } from 'lit';
import { boot } from '../../webview/boot.ts';
import { tableStyles } from '../../webview/table.css.ts';
import type { FromMembers, MembersPage, ToMembers } from '../protocol.ts';
import { membersStyles } from './members.css.ts';
import { pageView } from './view.ts';

const host = boot<FromMembers, ToMembers>(tableStyles, membersStyles);
const root = document.querySelector('main') as HTMLElement;
let shown: MembersPage | undefined;
let search = '';

function draw(): void {
  if (!shown) return;
  const acts = {
    send: host.send,
    search: (text: string) => {
      search = text;
      draw();
    },
  };
  const hadFocus = root.contains(document.activeElement);
  render(pageView(shown, search, acts), root);
  // What was pressed may be gone: a keyboard goes on from the top, not from nowhere.
  if (hadFocus && !root.contains(document.activeElement)) root.querySelector('h1')?.focus();
}

host.onMessage(({ page }) => {
  const first = shown === undefined;
  shown = page;
  host.save({ shown: true });
  draw();
  if (first) root.querySelector('h1')?.focus();
});
host.send({ type: 'ready' });
