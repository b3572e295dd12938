import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The only address that Acme listens on. */
export const loopback = '127.0.0.1';

/**
 * Listens on loopback.
 *
 * @returns the port.
 * @throws where the port is taken.
 */
export async function listen(server: Server, port: number): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  server.once('error', reject);
  server.listen(port, loopback, resolve);
  await promise;
  server.off('error', reject);
  return (server.address() as AddressInfo).port;
}

/** Stops listening and cuts off whoever is connected. */
export async function stop(server: Server): Promise<void> {
  if (!server.listening) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  await promise;
}
