import * as vscode from 'vscode';
import { Problem } from '../model/problem.ts';
import { nothingPending } from '../model/problems.ts';
import { setContextKey } from './context.ts';

interface Offer {
  title: string;
  deliver(text: string): void;
  signal: AbortSignal;
}

/** The sign-ins of this window that wait for the browser and would take a pasted address instead. */
export class PasteOffers {
  readonly #offers = new Set<Offer>();

  /** Offers to paste until `signal` is aborted. `deliver` throws a Problem for an address that is not the right one. */
  add(offer: Offer): void {
    if (offer.signal.aborted) return;
    this.#offers.add(offer);
    setContextKey('patchbay.waiting', true);
    const end = () => {
      this.#offers.delete(offer);
      setContextKey('patchbay.waiting', this.#offers.size > 0);
    };
    offer.signal.addEventListener('abort', end, { once: true });
  }

  /**
   * Asks for the address of the browser's last page and gives it to the sign-in that began last. The box says what is
   * wrong with it, and closes when the sign-in ends by itself.
   *
   * @throws Problem `PB212` where none waits.
   */
  async ask(): Promise<void> {
    const offer = [...this.#offers].at(-1);
    if (!offer) throw nothingPending();
    const { askText } = await import('./ask/askText.ts');
    await askText({
      title: offer.title,
      prompt: vscode.l10n.t(
        'Sign in in the browser. If its last page cannot be shown, copy the whole address from the address bar and paste it here.',
      ),
      placeholder: 'http://127.0.0.1/…?code=…&state=…',
      signal: offer.signal,
      submit: async (text) => {
        try {
          offer.deliver(text);
          return undefined;
        } catch (error) {
          if (error instanceof Problem) return error.toSentence();
          throw error;
        }
      },
    });
  }
}
