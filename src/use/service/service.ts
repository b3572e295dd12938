import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Parts } from '../../connections/parts.ts';
import { DisposableList } from '../../model/disposable.ts';
import { Emitter } from '../../model/event.ts';
import { Problem } from '../../model/problem.ts';
import { bearerRefused, callEnded, tooManyCalls } from '../../model/problems.ts';
import type { Secret } from '../../model/secret.ts';
import { sendFailure } from './answer.ts';
import { Bearers } from './bearers.ts';
import { dispatch } from './dispatch.ts';
import { requireLocalProgram } from './guard.ts';
import { LiveCall, LiveCalls } from './liveCalls.ts';
import { NarrowedBearers } from './narrowed.ts';
import { type Call, defaultLimits, type Service, type ServiceOptions } from './options.ts';
import { Agents } from './proxy/exchange.ts';
import { McpSessions } from './proxy/mcpSessions.ts';
import { Refusals } from './proxy/refusals.ts';
import { listen } from './server.ts';
import { endUnfit } from './unfit.ts';

export type { Bindings, Call, Limits, Service, ServiceOptions } from './options.ts';
export type { Scope } from './scope.ts';

/**
 * Starts the local connection service: HTTP on a free port of 127.0.0.1, on the paths of the Integration Service, for callers
 * that hold a bearer. It lives as long as its window: {@link Service.close} ends it with all that runs.
 *
 * @throws what listening throws, where no port can be had.
 */
export async function createService(parts: Parts, options: ServiceOptions = {}): Promise<Service> {
  const limits = { ...defaultLimits, ...options.limits };
  const bearers = new Bearers();
  const calls = new LiveCalls(limits);
  const called = new Emitter<Call>();
  const forwarder = {
    agents: new Agents(),
    sessions: new McpSessions(),
    refusals: new Refusals(limits.renewalPauseMs),
  };
  const revoke = (bearer: Secret) => {
    const caller = bearers.revoke(bearer);
    if (!caller) return;
    narrowed.endAllOf(caller);
    calls.end(bearerRefused, (call) => call.caller === caller);
  };
  const narrowed = new NarrowedBearers({ issue: (scope, label) => bearers.issue(scope, label), revoke });
  let port = 0;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const record = recorder(request, called);
    const { traceId } = record;
    let call: LiveCall | undefined;
    // Once it is closed, what was said is known, or that nobody hears it any more.
    response.once('close', () => {
      if (call) calls.delete(call);
      if (!response.writableFinished) call?.end(callEnded());
      record.done(response.headersSent ? response.statusCode : 0, call);
    });
    try {
      requireLocalProgram(request, port);
      const caller = bearers.find(request.headers.authorization);
      if (!caller) throw bearerRefused();
      if (calls.size >= limits.concurrent) throw tooManyCalls(limits.concurrent);
      call = new LiveCall(caller, request, response);
      calls.add(call);
      call.onEnd(fail);
      await dispatch({ parts, bindings: options.bindings, forwarder, narrowed }, call);
    } catch (error) {
      fail(call?.why ?? error);
    }

    function fail(error: unknown): void {
      if (response.destroyed || response.writableEnded) return;
      record.problem = sendFailure(request, response, error, traceId).body.patchbay.code;
      if (!(error instanceof Problem)) parts.log.error('The local connection service failed', error);
    }
  };

  const listening = await listen(limits, {
    handle: (request, response) => void handle(request, response).catch(() => response.destroy()),
    refused: (problem, status, request) => {
      const record = recorder(request, called);
      record.problem = problem.code;
      record.done(status, undefined);
      return record.traceId;
    },
  });
  port = listening.port;
  const watched = new DisposableList();
  let willRecheck = false;
  // Once for what changes together: bindings follow files.
  const recheck = () => {
    if (!willRecheck)
      queueMicrotask(() => {
        willRecheck = false;
        void endUnfit(parts, options.bindings, calls);
      });
    willRecheck = true;
  };
  const { onDidChange: bindingsChanged } = options.bindings ?? {};
  if (bindingsChanged) watched.push(bindingsChanged(recheck));
  watched.push(parts.files.onDidChange(recheck));
  watched.push(parts.governance.onDidChange(recheck));

  return {
    url: `http://127.0.0.1:${port}`,
    issueBearer: (scope, label) => bearers.issue(scope, label),
    revoke,
    onCall: called.event,
    close: async () => {
      watched.dispose();
      calls.end(callEnded);
      forwarder.agents.destroy();
      await listening.close();
    },
  };
}

/** Tells of a request once it ended. */
function recorder(request: IncomingMessage | undefined, called: Emitter<Call>) {
  const at = Date.now();
  const started = performance.now();
  const traceId = randomUUID().replaceAll('-', '');
  return {
    traceId,
    problem: undefined as string | undefined,
    done(status: number, call: LiveCall | undefined): void {
      const path = call?.path ?? request?.url ?? '';
      called.fire({
        ...{ at, traceId, status, method: request?.method ?? '' },
        path: path.split(/[?#]/, 1)[0] ?? '',
        durationMs: performance.now() - started,
        what: call?.what ?? 'request',
        ...(call ? { by: call.caller.label } : {}),
        ...(call?.connection === undefined ? {} : { connection: call.connection }),
        ...(this.problem === undefined ? {} : { problem: this.problem }),
      });
    },
  };
}
