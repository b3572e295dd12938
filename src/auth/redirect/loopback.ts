import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { OAuthFacts } from '../../model/connector.ts';
import { portTaken } from '../../model/problems.ts';
import { callbackPath, fixedPorts } from './address.ts';
import { endPage } from './endPage.ts';
import type { CallbackMailbox, Redirect } from './receiver.ts';

/**
 * Listens on this computer for the browser's way back (RFC 8252 section 7.3).
 *
 * @throws Problem `PB207` where every port that may be used is taken.
 */
export async function listenOnLoopback(
  connectorKey: string,
  facts: Pick<OAuthFacts, 'loopback' | 'loopbackHost'>,
  mailbox: CallbackMailbox,
): Promise<Redirect> {
  const path = callbackPath(connectorKey);
  const server = createServer((request, response) => {
    // Anything on this computer, and any page in the browser, can send whatever it likes.
    const url = URL.parse(request.url ?? '/', `http://${facts.loopbackHost}`);
    if (request.method !== 'GET' || url?.pathname !== path) return answer(response, 404, 'not-found');
    if (!url.searchParams.has('state')) return answer(response, 400, 'not-found');
    const delivery = mailbox.deliver(url);
    answer(response, delivery === 'accepted' ? 200 : 400, delivery);
  });
  const port = await listen(server, facts.loopback === 'anyPort' ? [0] : fixedPorts);
  return {
    uri: `http://${facts.loopbackHost}:${port}${path}`,
    dispose: () => {
      // The page that ends the sign-in may still be on its way to the browser.
      server.close();
      server.closeIdleConnections();
    },
  };
}

async function listen(server: Server, ports: number[]): Promise<number> {
  for (const port of ports) {
    const listening = await new Promise<boolean>((resolve, reject) => {
      server.once('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'EADDRINUSE' || error.code === 'EACCES') resolve(false);
        else reject(error);
      });
      server.listen(port, '127.0.0.1', () => resolve(true));
    });
    if (listening) return (server.address() as AddressInfo).port;
  }
  throw portTaken(ports.join(', '));
}

function answer(response: ServerResponse, status: number, kind: Parameters<typeof endPage>[0]): void {
  const { html, contentSecurityPolicy } = endPage(kind);
  response.writeHead(status, {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': contentSecurityPolicy,
    'Cache-Control': 'no-store',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    Connection: 'close',
  });
  response.end(html);
}
