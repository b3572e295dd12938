import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Outage } from './control.ts';

/** The only address that Acme listens on. */
export const loopback = '127.0.0.1';

/** A server that listens on loopback, can go down, and comes back on the same port. */
export class Listener {
  readonly #server: Server;
  #port = 0;
  /** True while whoever connects is to be cut off. */
  cutOff = false;

  constructor(server: Server) {
    this.#server = server;
  }

  /**
   * @returns the port.
   * @throws where the port is taken.
   */
  async start(port: number): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once('error', reject);
    this.#server.listen(port, loopback, resolve);
    await promise;
    this.#server.off('error', reject);
    this.#port = (this.#server.address() as AddressInfo).port;
    return this.#port;
  }

  async down(how: Outage): Promise<void> {
    this.cutOff = true;
    if (how === 'refuse') await this.stop();
    else this.#server.closeAllConnections();
  }

  async up(): Promise<void> {
    if (!this.#server.listening) await this.start(this.#port);
    this.cutOff = false;
  }

  /** Stops listening and cuts off whoever is connected. */
  async stop(): Promise<void> {
    if (!this.#server.listening) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    this.#server.closeAllConnections();
    await promise;
  }
}
