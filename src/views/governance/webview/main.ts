import { render } from 'lit';
import { boot } from '../../webview/boot.ts';
import type { FromGovernance, MatrixPage, ToGovernance } from '../protocol.ts';
import { governanceStyles } from './governance.css.ts';
import { keepOneCell } from './gridKeys.ts';
import { pageView } from './view.ts';

const host = boot<FromGovernance, ToGovernance>(governanceStyles);
const root = document.querySelector('main') as HTMLElement;
let shown: MatrixPage | undefined;
let search = '';

function draw(): void {
  if (!shown) return;
  render(
    pageView(shown, search, {
      send: host.send,
      search: (text) => {
        search = text;
        draw();
      },
    }),
    root,
  );
  keepOneCell(root);
}

host.onMessage(({ page }) => {
  const first = shown === undefined;
  shown = page;
  host.save({ shown: true });
  draw();
  if (first) root.querySelector('h1')?.focus();
});
host.send({ type: 'ready' });
