/* The peer of proxy.bench.ts, a process of its own: http-proxy with kept connections and a fixed credential, and nothing else. */
import { Agent, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { serveMeasured } from './measured.ts';

interface HttpProxy {
  createProxyServer(options: object): {
    listen(port: number, host: string): void;
    on(event: 'error', listener: () => void): void;
    _server: Server;
  };
}

const [provider = ''] = process.argv.slice(2);
// It has no types of its own, and none are worth another dependency.
const { createProxyServer } = createRequire(import.meta.url)('http-proxy') as HttpProxy;
const proxy = createProxyServer({
  target: provider,
  agent: new Agent({ keepAlive: true }),
  headers: { authorization: 'Bearer provider-token' },
});
proxy.on('error', () => {});
proxy.listen(0, '127.0.0.1');
proxy._server.keepAliveTimeout = 30_000;
proxy._server.once('listening', () => {
  const { port } = proxy._server.address() as AddressInfo;
  serveMeasured({ url: `http://127.0.0.1:${port}`, path: '/api', headers: {} });
});
process.on('disconnect', () => process.exit(0));
