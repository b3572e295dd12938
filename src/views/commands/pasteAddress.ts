import type { CommandContext } from './context.ts';

/** Finishes the sign-in that waits for the browser by the address of the browser's last page. */
export async function pasteAddress({ pasteOffers }: CommandContext): Promise<void> {
  await pasteOffers.ask();
}
