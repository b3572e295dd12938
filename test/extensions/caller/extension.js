import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';

/** @typedef {import('../../../src/use/api/patchbay.ts').PatchbayExports} PatchbayExports */
/** @typedef {import('../../../src/use/api/patchbay.ts').PatchbaySession} PatchbaySession */

/** What was asked for, by its ticket. @type {Map<string, (session: PatchbaySession) => void>} */
const asked = new Map();
/** What came without a ticket of ours: somebody else asked for it. @type {string[]} */
const strange = [];
/** @type {Promise<PatchbaySession> | undefined} */
let session;

/** As the example in docs/api.md. */
function patchbay(/** @type {vscode.ExtensionContext} */ context) {
  session ??= (async () => {
    const extension = vscode.extensions.getExtension('patchbay.patchbay');
    if (!extension) throw new Error('Patchbay is not installed.');
    /** @type {PatchbayExports} */
    const exports = await extension.activate();
    const ticket = randomUUID();
    /** @type {Promise<PatchbaySession>} */
    const delivered = new Promise((resolve) => asked.set(ticket, resolve));
    await exports.getApi(1).connect(context.extension.id, ticket);
    return delivered;
  })();
  return session;
}

export function activate(/** @type {vscode.ExtensionContext} */ context) {
  context.subscriptions.push(
    // For the tests: does with the session what they say.
    vscode.commands.registerCommand('caller.do', async (/** @type {keyof PatchbaySession} */ name, ...args) => {
      const has = /** @type {Record<string, (...args: unknown[]) => unknown>} */ (
        /** @type {unknown} */ (await patchbay(context))
      );
      return has[name]?.(...args);
    }),
    vscode.commands.registerCommand('caller.count', async () => {
      try {
        const own = await patchbay(context);
        const chosen = await own.pick({ connector: 'generic-api-key', title: 'Where are the tickets?' });
        if (!chosen) return;
        const answer = await own.fetch(chosen.id, '/tickets');
        const { tickets } = /** @type {{ tickets: unknown[] }} */ (await answer.json());
        void vscode.window.showInformationMessage(`${tickets.length} tickets`);
      } catch (error) {
        void vscode.window.showErrorMessage(`No tickets: ${/** @type {Error} */ (error).message}`);
      }
    }),
    vscode.commands.registerCommand('caller.strange', () => strange),
    vscode.commands.registerCommand(
      'caller.getSession',
      async (scopes = ['connector:generic-api-key'], options = { createIfNone: true }) => {
        const found = await vscode.authentication.getSession('patchbay', scopes, options);
        if (options.createIfNone) void vscode.window.showInformationMessage(`A session of ${found?.account.label}`);
        return found;
      },
    ),
  );
  return Object.freeze({
    receivePatchbaySession(/** @type {PatchbaySession} */ delivered, /** @type {string} */ ticket) {
      const resolve = asked.get(ticket);
      asked.delete(ticket);
      if (resolve) resolve(delivered);
      else strange.push(ticket);
    },
  });
}
