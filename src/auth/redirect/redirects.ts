import type { OAuthFacts } from '../../model/connector.ts';
import type { CallbackMailbox, Redirect } from './receiver.ts';
import type { RedirectWay } from './way.ts';

/** The facts of a connector that decide how a browser can come back. */
export interface RedirectTarget {
  connectorKey: string;
  facts: Pick<OAuthFacts, 'loopback' | 'loopbackHost'>;
}

/** The ways back from the browser that this editor offers; implemented by `editor/`. */
export interface Redirects {
  /** The ways that can work here for this application, the best first. */
  ways(target: RedirectTarget): Promise<RedirectWay[]>;
  /** The redirect URIs that the application's OAuth app must know for `way`, as a person registers them. */
  uris(way: RedirectWay, target: RedirectTarget): Promise<string[]>;
  /**
   * Starts to listen.
   *
   * @throws Problem `PB207` where no port is free.
   */
  open(way: RedirectWay, target: RedirectTarget, mailbox: CallbackMailbox): Promise<Redirect>;
}
