import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Usable } from '../../connections/credential.ts';
import { connectionState } from '../../connections/state.ts';
import { actsAs, type Connection } from '../../model/connection.ts';
import { changedSinceAsked, requestMalformed } from '../../model/problems.ts';
import { request } from '../api/request.ts';
import { recorded } from '../seen/recorded.ts';
import { providerUrl } from '../service/proxy/address.ts';
import { requestHeaders } from '../service/proxy/headers.ts';
import { Refusals } from '../service/proxy/refusals.ts';
import { parseTarget } from '../service/target.ts';
import { tellAnswer } from './answer.ts';
import { findMeant } from './find.ts';
import { hideCredential } from './hideCredential.ts';
import type { AgentParts } from './register.ts';
import { agentLabel, type CallInput } from './toolNames.ts';
import type { Tool } from './tools.ts';

/** How long an application may take, in milliseconds. */
const longestMs = 90_000;
const renewalPauseMs = 60_000;
/** So many questions to the person are remembered. */
const mostAsked = 100;
/** What of a body a person is shown. */
const mostShown = 2000;

/** A request as it will be sent. */
interface Planned {
  method: string;
  /** With its query. */
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** Sends one request as a connection, once the person has seen it; the credential is put in and taken out of what comes back. */
export function callTool(of: AgentParts): Tool<CallInput> {
  const { parts } = of;
  const refusals = new Refusals(renewalPauseMs);
  /** What a person was asked: the input, and the connection that it meant then. */
  const asked = new Map<string, string>();
  return {
    prepare: async (input) => {
      const connection = await findMeant(of, input.connection);
      const planned = plan(input);
      const connector = await parts.catalog.connector(connection.connector);
      const url = providerUrl(connector, connection.parameters, parseTarget(planned.path), undefined);
      await parts.states.ready();
      const key = JSON.stringify(input);
      asked.delete(key);
      asked.set(key, identity(of, connection));
      const [oldest] = asked.keys();
      if (asked.size > mostAsked && oldest !== undefined) asked.delete(oldest);
      const account = accountOf(of, connection);
      return {
        invocationMessage: l10n.t('Calling {0} through “{1}”', connector.name, connection.name),
        confirmationMessages: {
          title:
            account === undefined
              ? l10n.t('Send this request to {0} through “{1}”?', connector.name, connection.name)
              : l10n.t('Send this request to {0} as {1}?', connector.name, account),
          message: new vscode.MarkdownString()
            .appendText(l10n.t('Through the connection “{0}”; the editor adds its credential.', connection.name))
            .appendMarkdown(`\n\n${shown(planned, url)}`),
        },
      };
    },
    run: async (input, token) => {
      const { id, name, ...connection } = await findMeant(of, input.connection);
      const key = JSON.stringify(input);
      const before = asked.get(key);
      asked.delete(key);
      // Nor is anything sent that nobody was asked about, should an editor leave the question out.
      if (before !== identity(of, { id, ...connection })) throw changedSinceAsked(name);
      const { method, path, headers, body } = plan(input);
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort(new vscode.CancellationError()));
      let hide = (text: string) => text;
      const asking = {
        ...{ parts, by: agentLabel, refusals },
        signal: AbortSignal.any([controller.signal, AbortSignal.timeout(longestMs)]),
        sending: (usable: Usable) => {
          hide = hideCredential(usable);
        },
      };
      const init = { method, headers, ...(body === undefined ? {} : { body }) };
      const call = { connection: id, by: agentLabel, what: 'request', method, path } as const;
      const answer = await recorded(of.calls, call, () => request(asking, id, path, init));
      return tellAnswer(answer, hide);
    },
  };
}

/** @throws Problem `PB815` for what is no request. */
function plan({ method, path, query = {}, headers = {}, body }: CallInput): Planned {
  if (!/^[a-z]{3,10}$/i.test(String(method))) throw requestMalformed();
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)])).toString();
  const whole = `${path}${search === '' ? '' : `${String(path).includes('?') ? '&' : '?'}${search}`}`;
  const texts = sendable(headers);
  const planned = { method: method.toUpperCase(), path: whole.startsWith('/') ? whole : `/${whole}` };
  if (body === undefined || body === null) return { ...planned, headers: texts };
  if (typeof body === 'string') return { ...planned, headers: texts, body };
  return { ...planned, headers: { 'content-type': 'application/json', ...texts }, body: JSON.stringify(body, null, 1) };
}

/** Those that a caller may say; what is shown is what is sent. */
function sendable(headers: Record<string, string>): Record<string, string> {
  const pairs = Object.entries(headers).flatMap(([name, value]) => [name.toLowerCase(), String(value)]);
  const kept = requestHeaders(pairs, new Headers());
  return Object.fromEntries(kept.flatMap((name, at) => (at % 2 === 0 ? [[name, kept[at + 1] ?? '']] : [])));
}

/** Who the request acts as, and where. */
function identity(of: AgentParts, connection: Pick<Connection, 'id'> & Omit<Connection, 'id' | 'name'>): string {
  return JSON.stringify([connection.id, accountOf(of, connection), connection.parameters]);
}

function accountOf({ parts }: AgentParts, connection: Omit<Connection, 'name'>): string | undefined {
  return connectionState(parts.states, connection as Connection).local?.account ?? actsAs(connection as Connection);
}

/** The request in a block of code whose fence nothing in it ends. */
function shown({ method, headers, body = '' }: Planned, url: URL): string {
  const cut =
    body.length > mostShown
      ? `${body.slice(0, mostShown)}\n… ${l10n.t('{0} characters more', body.length - mostShown)}`
      : body;
  const lines = [`${method} ${url.href}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  const text = [...lines, ...(cut === '' ? [] : ['', cut])].join('\n');
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}http\n${text}\n${fence}`;
}
