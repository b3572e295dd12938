import * as vscode from 'vscode';
import type { Broken, Reconnected } from '../../connections/activity.ts';
import { HealthWatch } from '../../connections/healthWatch.ts';
import type { Parts } from '../../connections/parts.ts';
import { type Disposable, DisposableList } from '../../model/disposable.ts';
import { Notices } from '../../storage/notices.ts';
import { commandIds } from '../contributions.ts';
import { sayInformation, sayWarning } from '../say.ts';
import { showProblem } from '../showProblem.ts';
import type { TreeApi } from '../tree/register.ts';
import type { Attendant, Notice } from './attendant.ts';
import { BrokenNotice } from './brokenNotice.ts';
import { ExpiryNotice } from './expiryNotice.ts';
import { offerAppSecret } from './offerAppSecret.ts';
import { describeReplaced } from './replacedWords.ts';
import { walk } from './walk.ts';

/** What is used counts as in use for so long, in milliseconds. */
const inUseMs = 3_600_000;

/** Between two looks at what ends and at what deletions left, in milliseconds. */
const lookMs = 3_600_000;

/** Changes of states that come within this time are looked at together, in milliseconds. */
const settleMs = 3000;

export interface AttentionParts {
  parts: Parts;
  tree: TreeApi;
  details: { openIds(): Iterable<string> };
  /** The extension's own storage. */
  root: string;
}

/** Watches over connections from the first time that somebody looks at them or uses one. */
export class Attention implements Disposable {
  readonly #attention: AttentionParts;
  readonly #broken: BrokenNotice;
  readonly #list = new DisposableList();
  #walking: Promise<void> | undefined;

  constructor(attention: AttentionParts) {
    const { parts, tree, details, root } = attention;
    this.#attention = attention;
    const attendant: Attendant = {
      claim: async (kind, subjects, now) => new Notices(root, await parts.vault.domain()).claim(kind, subjects, now),
      tell: (notice) => this.#tell(notice),
    };
    this.#broken = new BrokenNotice(parts, attendant);
    const health = this.#list.push(
      new HealthWatch(parts, {
        name: root,
        interesting: () => [...tree.onView(), ...details.openIds(), ...parts.activity.usedSince(Date.now() - inUseMs)],
      }),
    );
    health.begin();
    const expiry = new ExpiryNotice(parts, attendant, vscode.env.language);
    const look = () => {
      expiry.look().catch((error) => parts.log.error('What ends soon cannot be told', error));
    };
    const timer = setInterval(() => {
      look();
      void finishDeletions(parts);
    }, lookMs);
    timer.unref();
    let settling: NodeJS.Timeout | undefined;
    const lookSoon = () => {
      settling ??= setTimeout(() => {
        settling = undefined;
        look();
      }, settleMs);
      settling.unref();
    };
    this.#list.push(parts.states.onDidChange(lookSoon));
    this.#list.push({
      dispose: () => {
        clearInterval(timer);
        clearTimeout(settling);
      },
    });
    look();
  }

  broke(broken: Broken): void {
    this.#broken.add(broken);
  }

  /** Says what became of the sign-in that was replaced, and offers the app's new secret to the others of the app. */
  async reconnected({ connection, connector, before, replaced }: Reconnected): Promise<void> {
    const { parts } = this.#attention;
    try {
      // A walk asks for itself, where the person is.
      if (before?.status === 'appProblem' && !this.#walking) await offerAppSecret(parts, connection.id, 'notification');
      const report = describeReplaced(connection, connector.name, await replaced, before);
      if (report?.severity === 'warning') void sayWarning(report.text);
      else if (report) void sayInformation(report.text);
    } catch (error) {
      void showProblem(error, parts.log);
    }
  }

  /** One walk at a time; the one that runs is meant where another begins. */
  walk(ids?: readonly string[]): Promise<void> {
    const { parts, tree } = this.#attention;
    this.#walking ??= walk(parts, tree, ids).finally(() => {
      this.#walking = undefined;
    });
    return this.#walking;
  }

  dispose(): void {
    this.#list.dispose();
  }

  async #tell({ severity, text, connections }: Notice): Promise<void> {
    const reconnect = vscode.l10n.t('Reconnect…');
    const show = vscode.l10n.t('Show');
    const say = severity === 'warning' ? sayWarning : sayInformation;
    const chosen = await say(text, reconnect, show);
    const ids = connections.map(({ id }) => id);
    const [first] = ids;
    if (first === undefined) return;
    if (chosen === show) await this.#attention.tree.reveal(first);
    else if (chosen === reconnect && ids.length === 1)
      await vscode.commands.executeCommand(commandIds.reconnect, first);
    else if (chosen === reconnect) await vscode.commands.executeCommand(commandIds.reconnectAll, ids);
  }
}

async function finishDeletions(parts: Parts): Promise<void> {
  try {
    const { finishPending } = await import('../../connections/remove.ts');
    await finishPending(parts);
  } catch (error) {
    parts.log.error('A deletion that a closed window left is not finished', error);
  }
}
