import * as vscode from 'vscode';
import { callbackPath, fixedPorts } from '../auth/redirect/address.ts';
import type { CallbackMailbox, Redirect } from '../auth/redirect/receiver.ts';
import type { Redirects, RedirectTarget } from '../auth/redirect/redirects.ts';
import type { RedirectWay } from '../auth/redirect/way.ts';
import { isLoopback } from '../model/loopback.ts';
import { callbackUrl } from './callbackUri.ts';

/** The ways back from the browser in this editor; also takes the callbacks that the editor's URI handler is given. */
export class EditorRedirects implements Redirects {
  readonly #extensionId: string;
  readonly #besideThePerson: boolean;
  /** The sign-ins of this window that wait for the editor's callback, and the path of their redirect URI. */
  readonly #waiting = new Map<CallbackMailbox, string>();

  /** @param besideThePerson true where this extension host runs on the computer that the person sits at. */
  constructor(extensionId: string, besideThePerson: boolean) {
    this.#extensionId = extensionId;
    this.#besideThePerson = besideThePerson;
  }

  async ways({ connectorKey, facts }: RedirectTarget): Promise<RedirectWay[]> {
    const loopback = facts.loopback !== 'none' && (await this.#browserIsHere(connectorKey));
    if (loopback) return ['loopback', 'editor', 'paste'];
    return vscode.env.uiKind === vscode.UIKind.Web ? ['paste', 'editor'] : ['editor', 'paste'];
  }

  async uris(way: RedirectWay, { connectorKey, facts }: RedirectTarget): Promise<string[]> {
    // A web editor's address is made for one use, so nobody can register it.
    if (way === 'editor') return vscode.env.uiKind === vscode.UIKind.Web ? [] : [await this.#editorUri(connectorKey)];
    const origin = `http://${facts.loopbackHost}`;
    const path = callbackPath(connectorKey);
    // RFC 8252 section 7.3: the provider accepts any port of an address that is registered without one.
    return facts.loopback === 'anyPort' ? [`${origin}${path}`] : fixedPorts.map((port) => `${origin}:${port}${path}`);
  }

  async open(way: RedirectWay, target: RedirectTarget, mailbox: CallbackMailbox): Promise<Redirect> {
    const { connectorKey, facts } = target;
    switch (way) {
      case 'loopback':
        return (await import('../auth/redirect/loopback.ts')).listenOnLoopback(connectorKey, facts, mailbox);
      case 'editor':
        this.#waiting.set(mailbox, callbackPath(connectorKey));
        return { uri: await this.#editorUri(connectorKey), dispose: () => void this.#waiting.delete(mailbox) };
      case 'paste':
        // Nothing listens there: the browser says so, and its address bar has what is needed.
        return { uri: `http://${facts.loopbackHost}:${fixedPorts[0]}${callbackPath(connectorKey)}`, dispose: () => {} };
    }
  }

  /**
   * Takes an address that the editor was called with.
   *
   * @returns `none` where no sign-in of this window waits for it, `forged` where one waits and it is not its answer.
   */
  deliver(uri: vscode.Uri): 'accepted' | 'forged' | 'none' {
    const waiting = [...this.#waiting].filter(([, path]) => path === uri.path).map(([mailbox]) => mailbox);
    const url = callbackUrl(uri);
    if (waiting.some((mailbox) => mailbox.awaits(url) && mailbox.deliver(url) !== 'forged')) return 'accepted';
    for (const mailbox of waiting) mailbox.deliver(url);
    return waiting.length > 0 ? 'forged' : 'none';
  }

  /** Never cached: a web editor makes a new address, for one use, at each call. */
  async #editorUri(connectorKey: string): Promise<string> {
    const uri = vscode.Uri.from({
      scheme: vscode.env.uriScheme,
      authority: this.#extensionId,
      path: callbackPath(connectorKey),
    });
    return (await vscode.env.asExternalUri(uri)).toString(true);
  }

  /** True where a browser that the person opens reaches the loopback address of the extension host. */
  async #browserIsHere(connectorKey: string): Promise<boolean> {
    if (vscode.env.uiKind === vscode.UIKind.Desktop) return this.#besideThePerson;
    const { hostname } = new URL(await this.#editorUri(connectorKey));
    return isLoopback(hostname);
  }
}

/** True in a desktop editor, also where its folder is on another computer: as a `ui` extension we stay with the person. */
export function isBesideThePerson({ extension }: Pick<vscode.ExtensionContext, 'extension'>): boolean {
  return extension.extensionKind === vscode.ExtensionKind.UI || vscode.env.remoteName === undefined;
}
