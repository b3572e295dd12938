import type * as vscode from 'vscode';
import { DisposableList } from '../../model/disposable.ts';
import type { Attention, AttentionParts } from './attention.ts';

/** What the commands may ask for. */
export interface AttentionApi {
  /** Walks through connections that need a person: those, or all. */
  walk(ids?: readonly string[]): Promise<void>;
}

/** Watches over connections, from the first time that one is on view or in use; nothing is loaded before. */
export function registerAttention(context: vscode.ExtensionContext, attention: AttentionParts): AttentionApi {
  const { activity, log } = attention.parts;
  const list = new DisposableList();
  let loading: Promise<Attention> | undefined;
  const load = () => {
    loading ??= import('./attention.ts').then(({ Attention }) => list.push(new Attention(attention)));
    return loading;
  };
  const later = (then: (loaded: Attention) => unknown) => {
    load()
      .then(then)
      .catch((error) => log.error('Nothing watches over the connections', error));
  };
  list.push(attention.tree.onDidShow(() => later(() => {})));
  list.push(activity.onDidUse(() => later(() => {})));
  list.push(activity.onDidBreak((broken) => later((loaded) => loaded.broke(broken))));
  list.push(activity.onDidReconnect((reconnected) => later((loaded) => loaded.reconnected(reconnected))));
  context.subscriptions.push(list);
  return { walk: async (ids) => (await load()).walk(ids) };
}
