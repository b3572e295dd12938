import * as l10n from '@vscode/l10n';
import { personalFolderId } from '../../model/folder.ts';
import { bindingOnlyYours, bindingUnresolved } from '../../model/problems.ts';
import type { Span } from '../../use/bindings/binding.ts';
import type { Bound } from '../../use/bindings/bindings.ts';
import { folderIn, type Unresolved } from '../../use/bindings/resolve.ts';
import { plainReason } from '../../use/bindings/words.ts';
import { commandIds } from '../contributions.ts';
import { bindingCommands } from './bindingCommands.ts';

/** What can be done about a problem. */
export interface BindingFix {
  title: string;
  command: string;
  args: unknown[];
  preferred?: true;
}

/** Something that is to be told of a binding. */
export interface BindingProblem {
  at: Span;
  code: string;
  severity: 'warning' | 'information';
  message: string;
  fixes: BindingFix[];
}

/** What is told of bindings: those that lead nowhere, and those whose file has an id that only this person knows. */
export function problemsOf(bound: readonly Bound[]): BindingProblem[] {
  return bound.flatMap((one) => {
    const { resolution, override, binding } = one;
    if ('unresolved' in resolution) {
      // Of a workspace that is not trusted the editor itself tells.
      return resolution.unresolved.kind === 'untrusted' ? [] : [unresolvedProblem(one, resolution.unresolved)];
    }
    const isOwn = resolution.connection.folder === personalFolderId;
    return override === undefined && binding.connection !== undefined && isOwn ? [ownProblem(one)] : [];
  });
}

function unresolvedProblem({ binding }: Bound, unresolved: Unresolved): BindingProblem {
  const { message, code } = bindingUnresolved(binding.name, plainReason(unresolved));
  const which = [binding.file, binding.name];
  const choose: BindingFix[] = [
    { title: l10n.t('Choose a connection for me'), command: bindingCommands.chooseForMe, args: which },
    { title: l10n.t('Choose a connection for everybody'), command: bindingCommands.chooseForAll, args: which },
  ];
  const fixes = [...mending(unresolved), ...choose, adding(unresolved, binding)];
  const [first, ...rest] = fixes;
  return {
    ...{ at: binding.at, code, severity: 'warning', message },
    fixes: first ? [{ ...first, preferred: true }, ...rest] : [],
  };
}

/** What makes the connection usable that the binding leads to. */
function mending(unresolved: Unresolved): BindingFix[] {
  if (unresolved.kind === 'needsSignIn') {
    const { id, name } = unresolved.connection;
    return [{ title: l10n.t('Reconnect “{0}”', name), command: commandIds.reconnect, args: [id] }];
  }
  if (unresolved.kind === 'notAllowed')
    return [{ title: l10n.t('Show why'), command: commandIds.showWhy, args: [unresolved.connection.id] }];
  return [];
}

/** Opens the Add panel with what the binding says. */
function adding(unresolved: Unresolved, { connector, folder, file }: Bound['binding']): BindingFix {
  const known = unresolved.kind !== 'unknownFolder' && folder !== undefined ? { folder: folderIn(file, folder) } : {};
  const preselect = {
    ...(connector === undefined ? {} : { connector }),
    ...(folder === undefined && connector !== undefined ? { folder: personalFolderId } : known),
  };
  return { title: l10n.t('Add a connection'), command: commandIds.add, args: [preselect] };
}

function ownProblem({ binding }: Bound): BindingProblem {
  const { message, code } = bindingOnlyYours(binding.name);
  return {
    ...{ at: binding.at, code, severity: 'information', message },
    fixes: [
      {
        title: l10n.t('Choose a connection for everybody'),
        ...{ command: bindingCommands.chooseForAll, args: [binding.file, binding.name] },
      },
    ],
  };
}
