import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Usable } from '../../connections/credential.ts';
import { connectionState } from '../../connections/state.ts';
import { actsAs, type Connection } from '../../model/connection.ts';
import { changedSinceAsked, nobodyAsked, providerSilent } from '../../model/problems.ts';
import { tame } from '../../model/tame.ts';
import { request } from '../api/request.ts';
import { recorded } from '../seen/recorded.ts';
import { providerUrl } from '../service/proxy/address.ts';
import { Refusals } from '../service/proxy/refusals.ts';
import { parseTarget } from '../service/target.ts';
import { tellAnswer } from './answer.ts';
import { Asked } from './asked.ts';
import { cancelledBy } from './cancelledBy.ts';
import { findPermitted } from './find.ts';
import { hideCredential } from './hideCredential.ts';
import { type Planned, plan } from './plan.ts';
import type { AgentParts } from './register.ts';
import { shown } from './shown.ts';
import { agentLabel, type CallInput } from './toolNames.ts';
import type { Tool } from './tools.ts';

/** How long an application may take, in milliseconds. */
const longestMs = 90_000;

/** Sends one request as a connection, once the person has seen it; the credential is put in and taken out of what comes back. */
export function callTool(of: AgentParts): Tool<CallInput> {
  const refusals = new Refusals();
  const asked = new Asked();
  return {
    prepare: async (input) => {
      const connection = await findPermitted(of, input.connection);
      const planned = plan(input);
      const connector = await of.parts.catalog.connector(connection.connector);
      const url = providerUrl(connector, connection.parameters, parseTarget(planned.path), undefined);
      await of.parts.states.ready();
      asked.note(JSON.stringify(input), identity(of, connection));
      const [application, name] = [tame(connector.name), tame(connection.name)];
      const account = accountOf(of, connection);
      return {
        invocationMessage: l10n.t('Calling {0} through “{1}”', application, name),
        confirmationMessages: {
          title:
            account === undefined
              ? l10n.t('Send this request to {0} through “{1}”?', application, name)
              : l10n.t('Send this request to {0} as {1}?', application, tame(account)),
          message: new vscode.MarkdownString()
            .appendText(l10n.t('Through the connection “{0}”; the editor adds its credential.', name))
            .appendMarkdown(`\n\n${shown(planned, url)}`),
        },
      };
    },
    run: async (input, token) => {
      const connection = await findPermitted(of, input.connection);
      const meaning = identity(of, connection);
      const before = asked.take(JSON.stringify(input), meaning);
      // Should an editor leave the question out, nothing is sent.
      if (before === undefined) throw nobodyAsked();
      if (before !== meaning) throw changedSinceAsked(connection.name);
      return send(of, connection, plan(input), { token, refusals });
    },
  };
}

async function send(
  of: AgentParts,
  { id, connector }: Connection,
  { method, path, headers, body }: Planned,
  { token, refusals }: { token: vscode.CancellationToken; refusals: Refusals },
): Promise<unknown> {
  const { parts, calls } = of;
  const late = AbortSignal.timeout(longestMs);
  const cancelled = cancelledBy(token);
  let hide = (text: string) => text;
  const asking = {
    ...{ parts, by: agentLabel, refusals, signal: AbortSignal.any([cancelled.signal, late]) },
    sending: (usable: Usable) => {
      hide = hideCredential(usable);
    },
  };
  // Where a redirect leads the person has not seen: the model is told, and asks anew.
  const init = { method, headers, redirect: 'manual', ...(body === undefined ? {} : { body }) } as const;
  const call = { connection: id, by: agentLabel, what: 'request', method, path } as const;
  try {
    return await tellAnswer(await recorded(calls, call, () => request(asking, id, path, init)), hide);
  } catch (error) {
    if (!late.aborted || cancelled.signal.aborted) throw error;
    throw providerSilent((await parts.catalog.connector(connector)).name);
  } finally {
    cancelled.dispose();
  }
}

/** Who the request acts as, and where. */
function identity(of: AgentParts, connection: Connection): string {
  return JSON.stringify([connection.id, accountOf(of, connection), connection.parameters]);
}

function accountOf({ parts }: AgentParts, connection: Connection): string | undefined {
  return connectionState(parts.states, connection).local?.account ?? actsAs(connection);
}
