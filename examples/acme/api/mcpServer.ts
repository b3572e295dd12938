import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { type Exchange, readBody } from '../http.ts';
import type { ApiParts } from './api.ts';
import type { Caller } from './caller.ts';

/** Answers a request to the MCP server, over Streamable HTTP and without a session. */
export async function answerMcp({ request, response, url }: Exchange, caller: Caller, parts: ApiParts): Promise<void> {
  const { fetch } = createMcpHandler(() => serverFor(caller, parts));
  await send(response, await fetch(await webRequest(request, url)));
}

/** What this caller may do, as tools. */
function serverFor({ email, name, scopes }: Caller, { tickets }: ApiParts): McpServer {
  const server = new McpServer({ name: 'acme', title: 'Acme (demo)', version: '1.0.0' });
  const say = (value: unknown) => ({ content: [{ type: 'text' as const, text: JSON.stringify(value) }] });
  server.registerTool('whoami', { description: 'Says whom the connection acts as.' }, async () => say({ email, name }));
  server.registerTool('list_tickets', { description: 'Lists the tickets.' }, async () => say(tickets.list()));
  if (scopes.includes('tickets:write')) {
    const inputSchema = z.object({ title: z.string().min(1) });
    server.registerTool('create_ticket', { description: 'Creates a ticket.', inputSchema }, async ({ title }) =>
      say(tickets.create(title, email)),
    );
  }
  return server;
}

async function webRequest(request: IncomingMessage, url: URL): Promise<Request> {
  const { method = 'GET' } = request;
  const headers = Object.entries(request.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  const body = method === 'GET' || method === 'DELETE' ? {} : { body: await readBody(request) };
  return new Request(url, { method, headers, ...body });
}

async function send(response: ServerResponse, answer: Response): Promise<void> {
  response.writeHead(answer.status, Object.fromEntries(answer.headers));
  if (!answer.body) return void response.end();
  const stream = Readable.fromWeb(answer.body as ReadableStream);
  response.once('close', () => stream.destroy());
  stream.on('error', () => response.destroy());
  stream.pipe(response);
}
