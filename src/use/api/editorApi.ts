import type * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { apiVersionUnknown } from '../../model/problems.ts';
import type { Bindings } from '../bindings/bindings.ts';
import type { CallLog } from '../seen/callLog.ts';
import { registerAuthentication } from './authentication/register.ts';
import { asApiError } from './boundary.ts';
import { Consents } from './consents.ts';
import { installedExtensions } from './installed.ts';
import type { PatchbayApi, PatchbayExports } from './patchbay.ts';
import type { Person } from './person.ts';
import type { Sessions } from './session.ts';

export interface EditorApi {
  /** What `activate()` gives, for other extensions. */
  exports: PatchbayExports;
  consents: Consents;
}

/**
 * What other extensions get: the exported API, and sessions by the editor's own means. What it is made of is loaded with the
 * first that asks.
 *
 * @param person loads what the person is asked with.
 */
export function editorApi(
  context: vscode.ExtensionContext,
  parts: Parts,
  { bindings, calls, person }: { bindings: Bindings; calls: CallLog; person(): Promise<Person> },
): EditorApi {
  const consents = new Consents(context.globalState);
  const find = installedExtensions(context);
  let sessions: Promise<Sessions> | undefined;
  const load = async () => {
    const { Sessions } = await import('./session.ts');
    const made = new Sessions({ parts, consents, bindings, calls, person });
    context.subscriptions.push(made);
    return made;
  };
  const api: PatchbayApi = Object.freeze({
    version: 1,
    connect: async (extensionId: string, ticket: string) => {
      try {
        const { connect } = await import('./connect.ts');
        sessions ??= load();
        await connect(await sessions, find, context.extension.id, { extensionId, ticket });
      } catch (error) {
        throw asApiError(error, parts.log);
      }
    },
  });
  context.subscriptions.push(registerAuthentication(context.globalState, parts, { bindings, calls, person }));
  const getApi = (version: number) => {
    if (version === 1) return api;
    throw asApiError(apiVersionUnknown(String(version)), parts.log);
  };
  return { consents, exports: Object.freeze({ getApi }) };
}
