import * as vscode from 'vscode';
import type { Memory } from '../consents.ts';
import { KnownSessions } from './known.ts';
import type { AuthenticationParts, ConnectionSessions } from './sessions.ts';

/** As package.json contributes it. */
const id = 'patchbay';

/** Lets extensions have connections by `vscode.authentication.getSession('patchbay', scopes)`; loaded with the first. */
export function registerAuthentication(
  memory: Memory,
  parts: AuthenticationParts['parts'],
  { bindings, calls, person }: Pick<AuthenticationParts, 'bindings' | 'calls' | 'person'>,
): vscode.Disposable {
  const changed = new vscode.EventEmitter<vscode.AuthenticationProviderAuthenticationSessionsChangeEvent>();
  let sessions: Promise<ConnectionSessions> | undefined;
  const load = async () => {
    const { ConnectionSessions } = await import('./sessions.ts');
    const made = new ConnectionSessions({ parts, bindings, calls, person, known: new KnownSessions(memory) });
    made.onDidChange((event) => changed.fire(event));
    return made;
  };
  const get = () => {
    sessions ??= load();
    return sessions;
  };
  const provider: vscode.AuthenticationProvider = {
    onDidChangeSessions: changed.event,
    getSessions: async (scopes, { account }) => (await get()).get(scopes, account),
    createSession: async (scopes, { account }) => (await get()).create(scopes, account),
    removeSession: async (session) => (await get()).remove(session),
  };
  const options = { supportsMultipleAccounts: true };
  return vscode.Disposable.from(
    vscode.authentication.registerAuthenticationProvider(id, 'Patchbay', provider, options),
    changed,
    { dispose: () => void sessions?.then((made) => made.dispose()) },
  );
}
