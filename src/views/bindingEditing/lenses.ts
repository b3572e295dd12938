import * as l10n from '@vscode/l10n';
import type { Span } from '../../use/bindings/binding.ts';
import type { Bound } from '../../use/bindings/bindings.ts';
import { commandIds } from '../contributions.ts';
import { plain } from '../plain.ts';
import { bindingCommands } from './bindingCommands.ts';
import { type Telling, tellBinding } from './words.ts';

/** One lens. */
export interface BindingLens {
  at: Span;
  title: string;
  command: string;
  args: unknown[];
}

/** Above each binding what it leads to, and what can be done about it. */
export function lensesOf(bound: readonly Bound[], telling: Telling): BindingLens[] {
  return bound.flatMap((one) => {
    const { binding, override, resolution } = one;
    const { icon, summary } = tellBinding(one, telling);
    const which = [binding.file, binding.name];
    const lens = (title: string, command: string, ...args: unknown[]) => ({ at: binding.at, title, command, args });
    const state =
      'connection' in resolution
        ? lens(`$(${icon}) ${shown(summary)}`, commandIds.openDetails, resolution.connection.id)
        : lens(`$(${icon}) ${shown(summary)}`, ...remedy(one));
    if ('unresolved' in resolution && resolution.unresolved.kind === 'untrusted') return [state];
    return [
      state,
      lens(l10n.t('Choose for me'), bindingCommands.chooseForMe, ...which),
      ...(override === undefined ? [] : [lens(l10n.t('Use what the file says'), bindingCommands.forget, ...which)]),
      lens(l10n.t('Choose for everybody'), bindingCommands.chooseForAll, ...which),
    ];
  });
}

/** What helps first where a binding leads nowhere. */
function remedy({ binding, resolution }: Bound): [command: string, ...unknown[]] {
  const unresolved = 'unresolved' in resolution ? resolution.unresolved : undefined;
  switch (unresolved?.kind) {
    case 'needsSignIn':
      return [commandIds.reconnect, unresolved.connection.id];
    case 'appProblem':
      return [commandIds.openDetails, unresolved.connection.id];
    case 'notAllowed':
      return [commandIds.showWhy, unresolved.connection.id];
    case 'untrusted':
      return ['workbench.trust.manage'];
    default:
      return [bindingCommands.chooseForMe, binding.file, binding.name];
  }
}

/** The editor makes icons of `$(words)`. */
function shown(text: string): string {
  return plain(text).replaceAll('$(', '$ (');
}
