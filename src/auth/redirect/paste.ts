import { addressNotCallback, callbackUsed, signInForged } from '../../model/problems.ts';
import type { CallbackMailbox } from './receiver.ts';

/**
 * Takes the address of the page on which a sign-in ended, copied by hand from the browser. The whole address is needed:
 * its `state` shows that it belongs to this sign-in.
 *
 * @throws Problem `PB205` for something else, `PB203` for another sign-in's, `PB206` for one that was used.
 */
export function deliverPasted(text: string, mailbox: CallbackMailbox, application: string): void {
  const url = URL.parse(text.trim());
  const complete = url?.searchParams.has('state') && (url.searchParams.has('code') || url.searchParams.has('error'));
  if (!url || !complete) throw addressNotCallback();
  const delivery = mailbox.deliver(url);
  if (delivery === 'forged') throw signInForged(application);
  if (delivery === 'used') throw callbackUsed();
}
