import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { type FetchLike, type JSONRPCMessage, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import * as l10n from '@vscode/l10n';
import type { Surroundings } from './command.ts';
import { plain } from './plain.ts';

/** How long answers are waited for once the input has ended, in milliseconds. */
const patienceMs = 10_000;

/** JSON-RPC 2.0 section 5.1: text that is no JSON, and an error of ours. */
const codes = { parse: -32_700, ours: -32_000 };

/**
 * Carries the messages of the Model Context Protocol between its stdio transport, a message on each line, and Streamable HTTP,
 * until the input ends.
 */
export async function bridge(
  { url, headers }: { url: URL; headers: Record<string, string> },
  { input, write, writeError }: Pick<Surroundings, 'input' | 'write' | 'writeError'>,
): Promise<void> {
  const transport = new StreamableHTTPClientTransport(url, { requestInit: { headers }, fetch: askService });
  const say = (message: unknown) => write(`${JSON.stringify(message)}\n`);
  const fail = (id: unknown, code: number, error: unknown) =>
    say({ jsonrpc: '2.0', id, error: { code, message: messageOf(error) } });
  const initializing = new Set<unknown>();
  /** Ids of requests without an answer yet. */
  const waiting = new Set<unknown>();
  transport.onmessage = (message) => {
    const version = initializing.delete(idOf(message)) ? versionOf(message) : undefined;
    if (version !== undefined) transport.setProtocolVersion(version);
    waiting.delete(idOf(message));
    say(message);
  };
  transport.onerror = (error) => writeError(`patchbay: ${plain(messageOf(error))}\n`);
  await transport.start();
  for await (const line of createInterface({ input })) {
    if (line.trim() === '') continue;
    const message = parsed(line);
    if (!message) {
      fail(null, codes.parse, l10n.t('This line is no JSON.'));
      continue;
    }
    const id = idOf(message);
    if ('method' in message && message.method === 'initialize') initializing.add(id);
    const isRequest = 'method' in message && id !== undefined;
    if (isRequest) waiting.add(id);
    const sent = transport.send(message).catch((error: unknown) => {
      waiting.delete(id);
      if (isRequest) fail(id, codes.ours, error);
    });
    // An answer may be a long stream, in which others go on; what wants none must not be overtaken by what follows.
    if (!isRequest) await sent;
  }
  const end = performance.now() + patienceMs;
  while (waiting.size > 0 && performance.now() < end) await pause(50);
  await transport.terminateSession().catch(() => {});
  await transport.close();
}

/** A refusal of the service's own is thrown in its words; whatever the MCP server says goes to the transport. */
const askService: FetchLike = async (url, init) => {
  const answer = await fetch(url, init).catch((error: unknown) => {
    if (init?.signal?.aborted) throw error;
    throw new Error(
      l10n.t('The editor does not answer any more. Open the folder in the editor, and start the server anew.'),
    );
  });
  if (answer.status < 400) return answer;
  const text = await answer.text();
  const said = parsed(text) as { patchbay?: unknown; message?: unknown } | undefined;
  if (said?.patchbay && typeof said.message === 'string') throw new Error(said.message);
  return new Response(text, { status: answer.status, headers: answer.headers });
};

function idOf(message: JSONRPCMessage): unknown {
  return 'id' in message ? message.id : undefined;
}

function versionOf(message: JSONRPCMessage): string | undefined {
  const version = 'result' in message ? (message.result as { protocolVersion?: unknown }).protocolVersion : undefined;
  return typeof version === 'string' ? version : undefined;
}

function parsed(text: string): JSONRPCMessage | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return value !== null && typeof value === 'object' ? (value as JSONRPCMessage) : undefined;
  } catch {
    return undefined;
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
