import { render } from 'lit';
import { boot, onThemeChange } from '../../webview/boot.ts';
import type { FromDetails, ToDetails } from '../protocol.ts';
import { detailsStyles } from './details.css.ts';
import { pageView } from './view.ts';

const host = boot<FromDetails, ToDetails>(detailsStyles);
const root = document.querySelector('main') as HTMLElement;
let shown: ToDetails | undefined;

function draw(): void {
  if (shown) render(pageView(shown, host.send), root);
}

host.onMessage((message) => {
  const before = shown?.type;
  shown = message;
  // The id is all that a reload of the window needs.
  host.save({ id: message.id });
  draw();
  if (before !== message.type) root.querySelector('h1')?.focus();
});
onThemeChange(draw);
host.send({ type: 'ready' });
