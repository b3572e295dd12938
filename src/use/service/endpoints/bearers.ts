import type { IncomingMessage } from 'node:http';
import * as z from 'zod/mini';
import { methodRefused, noSuchPath, outsideScope, requestMalformed } from '../../../model/problems.ts';
import { ownHeaders, sendJson } from '../answer.ts';
import type { Asked } from '../asked.ts';
import type { NarrowedBearers } from '../narrowed.ts';
import type { Bindings } from '../options.ts';
import { mayName, type Scope } from '../scope.ts';

/** What a narrower bearer may use. */
const wantedSchema = z.strictObject({
  bindings: z._default(z.array(z.string().check(z.maxLength(200))).check(z.maxLength(100)), []),
  connections: z._default(z.array(z.guid()).check(z.maxLength(100)), []),
});

/** Past this, in bytes, a request says more than names. */
const largest = 65_536;

/**
 * `POST /patchbay_/api/v1/bearers`: a bearer for a program that is to do less than who starts it; `DELETE …/{id}` ends it. Ours:
 * the Integration Service has nothing of the kind.
 *
 * @throws Problem `PB803` for what the caller may not use itself or nobody knows, `PB751`, `PB813`, `PB814`, `PB815`.
 */
export async function answerBearers(
  asked: Asked,
  id: string | undefined,
  { narrowed, bindings }: { narrowed: NarrowedBearers; bindings: Bindings | undefined },
): Promise<void> {
  const { request, response, call } = asked;
  if (id !== undefined) {
    if (request.method !== 'DELETE') throw methodRefused(request.method ?? '');
    if (!narrowed.end(call.caller, id)) throw noSuchPath();
    response.writeHead(204, ownHeaders).end();
    return;
  }
  if (request.method !== 'POST') throw methodRefused(request.method ?? '');
  const wanted = wantedSchema.safeParse(await readJson(request));
  if (!wanted.success) throw requestMalformed();
  const given = narrowed.give(call.caller, await narrow(asked, wanted.data, bindings));
  sendJson(response, { id: given.id, token: given.bearer.reveal() }, { status: 201 });
}

/** The scope that is asked for, where it is no wider than the caller's. */
async function narrow(
  { call, reach }: Asked,
  wanted: z.infer<typeof wantedSchema>,
  bindings: Bindings | undefined,
): Promise<Scope> {
  const { scope } = call.caller;
  const known = new Set(await bindings?.names());
  for (const name of wanted.bindings) if (!mayName(scope, name) || !known.has(name)) throw outsideScope(name);
  const found = await reach();
  const connections = await Promise.all(wanted.connections.map(async (id) => (await found.find(id)).id));
  return {
    ...{ bindings: wanted.bindings, connections },
    ...(scope.from === undefined ? {} : { from: scope.from }),
    ...(scope.tokens === undefined ? {} : { tokens: scope.tokens }),
  };
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > largest) throw requestMalformed();
    chunks.push(chunk as Buffer);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString('utf8'));
  } catch {
    throw requestMalformed();
  }
}
