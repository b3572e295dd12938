import { countOf, gallery } from './gallery.ts';
import type { PanelState } from './state.ts';

/** About what a window shows, drawn with the letter that was typed. */
const firstPortion = 24;
/** What follows with each frame. */
const portion = 48;

/** Draws a long gallery in portions: what is seen at once, the rest frame by frame. */
export class Portions {
  readonly #draw: () => void;
  readonly #soon: (action: () => void) => void;
  #most = firstPortion;
  #shown: PanelState | undefined;
  #waiting = false;

  /** @param soon does something after the next frame; a test gives its own. */
  constructor(draw: () => void, soon: (action: () => void) => void = afterFrame) {
    this.#draw = draw;
    this.#soon = soon;
  }

  /** How many cards to draw now: few again where others are listed than before. */
  most(state: PanelState): number {
    const { step, search, category } = this.#shown ?? {};
    if (state.step !== step || state.search !== search || state.category !== category) this.#most = firstPortion;
    this.#shown = state;
    return this.#most;
  }

  /** After a drawing: has the next portion drawn where there is one. */
  goOn(): void {
    if (this.#waiting || !this.#isMore()) return;
    this.#waiting = true;
    this.#soon(() => {
      this.#waiting = false;
      // Something else may be listed by now.
      if (!this.#isMore()) return;
      this.#most += portion;
      this.#draw();
    });
  }

  #isMore(): boolean {
    return this.#shown?.step === 'application' && this.#most < countOf(gallery(this.#shown));
  }
}

/** Once the frame is on the screen: what was typed meanwhile comes first. */
function afterFrame(action: () => void): void {
  requestAnimationFrame(() => setTimeout(action));
}
