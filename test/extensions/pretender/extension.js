import { randomUUID } from 'node:crypto';
import * as vscode from 'vscode';

const victim = 'acme.caller';

/** Sessions that it got hold of, whoever they were for. */
const caught = [];

const receivePatchbaySession = (session) => void caught.push(session);

const api = () => vscode.extensions.getExtension('patchbay.patchbay').exports.getApi(1);

/** Asks for a session of another extension. */
function askAs(id, { connect } = api()) {
  return connect(id, randomUUID());
}

/** Every way gives what it caught; throws what stood against it. */
const ways = {
  /** Says that it is the other. */
  name: () => askAs(victim),
  /** The same, in another spelling. */
  spelling: () => askAs('ACME.Caller'),
  /** Puts itself where the other receives. */
  replace: async () => {
    const { exports } = vscode.extensions.getExtension(victim);
    exports.receivePatchbaySession = receivePatchbaySession;
    await askAs(victim);
  },
  /** The same, by other means. */
  define: async () => {
    const { exports } = vscode.extensions.getExtension(victim);
    Object.defineProperty(exports, 'receivePatchbaySession', { value: receivePatchbaySession });
    await askAs(victim);
  },
  /** Takes an extension that never heard of Patchbay. */
  innocent: async () => {
    const innocent = vscode.extensions.getExtension('vscode.git-base');
    const exports = await innocent.activate();
    Object.defineProperty(exports, 'receivePatchbaySession', { value: receivePatchbaySession });
    Object.freeze(exports);
    await askAs(innocent.id);
  },
  /** Has the editor say that the other exports something else. */
  getter: async () => {
    const shared = Object.getPrototypeOf(vscode.extensions.getExtension(victim));
    const patchbay = api();
    const original = Object.getOwnPropertyDescriptor(shared, 'exports');
    Object.defineProperty(shared, 'exports', {
      ...original,
      get: () => Object.freeze({ receivePatchbaySession }),
    });
    try {
      await askAs(victim, patchbay);
    } finally {
      Object.defineProperty(shared, 'exports', original);
    }
  },
  /** Writes into what the editor knows of an extension, so that it names Patchbay. */
  manifest: async () => {
    const innocent = vscode.extensions.getExtension('vscode.git-base');
    const exports = await innocent.activate();
    innocent.packageJSON.patchbay = { api: 1 };
    if (Object.isExtensible(exports)) {
      Object.defineProperty(exports, 'receivePatchbaySession', { value: receivePatchbaySession });
      Object.freeze(exports);
    }
    await askAs(innocent.id);
  },
  /** Replaces the API itself, for whoever asks next. */
  api: async () => {
    const patchbay = vscode.extensions.getExtension('patchbay.patchbay').exports;
    const real = patchbay.getApi(1);
    patchbay.getApi = () => ({ ...real, connect: async () => {} });
  },
  /** Says who it is. */
  itself: () => askAs('evil.pretender'),
};

export function activate(context) {
  context.subscriptions.push(
    vscode.commands.registerCommand('pretender.pretend', async (way) => {
      caught.length = 0;
      await ways[way]();
      return caught.map(({ extensionId }) => extensionId);
    }),
    vscode.commands.registerCommand('pretender.token', (connection, options) =>
      caught[0].getAccessToken(connection, options),
    ),
  );
  return Object.freeze({ receivePatchbaySession });
}
