import { render } from 'lit';
import { boot, onThemeChange } from '../../webview/boot.ts';
import type { FromPanel, ToPanel } from '../protocol.ts';
import type { Change, Gesture } from './change.ts';
import { deviceStyles } from './device.css.ts';
import { formStyles } from './form.css.ts';
import { act } from './gestures.ts';
import { keepOneTabStop } from './listKeys.ts';
import { receive } from './messages.ts';
import { panelStyles } from './panel.css.ts';
import { Portions } from './portions.ts';
import { fromSaved, toSaved } from './saved.ts';
import { sharingStyles } from './sharing.css.ts';
import { panelView } from './view.ts';

const host = boot<FromPanel, ToPanel>(panelStyles, formStyles, deviceStyles, sharingStyles);
const root = document.querySelector('main') as HTMLElement;
let state = fromSaved(host.saved());

let drawing = false;
const portions = new Portions(draw);

function draw(): void {
  drawing = true;
  render(panelView(state, dispatch, portions.most(state)), root);
  keepOneTabStop();
  drawing = false;
  portions.goOn();
}

function follow(change: Change): void {
  state = change.state;
  host.save(toSaved(state));
  draw();
  keepTime();
  if (change.focus !== undefined) focus(change.focus);
  for (const message of change.send) host.send(message);
}

let clock: ReturnType<typeof setInterval> | undefined;

/** Only the life of a code runs out by itself, in words that seldom change. */
function keepTime(): void {
  const runs = state.attempt.status === 'connecting' && state.attempt.device !== undefined;
  if (runs) clock ??= setInterval(draw, 15_000);
  else {
    clearInterval(clock);
    clock = undefined;
  }
}

function dispatch(gesture: Gesture): void {
  // An input that is taken away while it has the focus says that it was left: after the drawing is early enough.
  if (drawing) queueMicrotask(() => dispatch(gesture));
  else follow(act(state, gesture));
}

function focus(id: string): void {
  const element = document.getElementById(id);
  element?.focus();
  element?.scrollIntoView({ block: 'nearest' });
}

host.onMessage((message) => follow(receive(state, message)));
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && state.attempt.status === 'connecting') dispatch({ type: 'stop' });
});
onThemeChange(draw);
draw();
host.send({ type: 'ready' });
