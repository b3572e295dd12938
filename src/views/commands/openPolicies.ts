import { basename } from 'node:path';
import * as vscode from 'vscode';
import { sourceName } from '../../policy/words.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import { commandIds } from '../contributions.ts';
import type { CommandContext } from './context.ts';

/** A file of policies, with its text where it lies nowhere on this computer. */
interface Chosen {
  file: string;
  text?: string;
}

/** Lists every policy that is in force or broken, by whose it is, and opens the chosen one. */
export async function openPolicies({ parts, documents }: CommandContext): Promise<void> {
  const { sources } = await parts.governance.status();
  const choices = sources.flatMap(({ kind, documents: good, broken }): Choice<Chosen | 'new'>[] => {
    const group = sourceName(kind);
    const kept = new Set(broken.map(({ file }) => file));
    return [
      ...broken.map(({ file }) => ({
        ...{ label: basename(file), description: vscode.l10n.t('is broken'), icon: 'error', group, value: { file } },
      })),
      ...good
        .filter(({ file }) => !kept.has(file))
        .map(({ file, text, content }) => ({
          label: content.name,
          description: basename(file),
          ...(content.description ? { detail: content.description } : {}),
          ...{ icon: 'law', group, value: kind === 'organisation' ? { file, text } : { file } },
        })),
    ];
  });
  const answer = await askChoice<Chosen | 'new'>({
    title: vscode.l10n.t('Policies'),
    placeholder: vscode.l10n.t('Choose a policy to open'),
    choices: [...choices, { label: vscode.l10n.t('New policy…'), icon: 'add', group: ' ', value: 'new' }],
  });
  if (answer.kind !== 'answered') return;
  if (answer.value === 'new') await vscode.commands.executeCommand(commandIds.newPolicy);
  else if (answer.value.text !== undefined) await documents.show(basename(answer.value.file), answer.value.text);
  else await vscode.window.showTextDocument(vscode.Uri.file(answer.value.file), { preview: false });
}
