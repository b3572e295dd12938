import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import * as vscode from 'vscode';
import { localFolders } from '../../editor/localFolders.ts';
import { untrustedWorkspace } from '../../model/problems.ts';
import { policySuffix } from '../../storage/policyFiles.ts';
import { workspacePlaces } from '../../storage/policyPlaces.ts';
import { type PolicyTemplate, policyTemplates, readTemplate } from '../../storage/policyTemplates.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import { askText } from '../ask/askText.ts';
import { fileNameOf } from '../policyEditing/fileName.ts';
import type { CommandContext } from './context.ts';

/**
 * Makes a policy from a template, in the workspace or among the person's own, and opens it.
 *
 * @returns the path of the file; `undefined` where the person left.
 */
export async function newPolicy({ parts, media, root }: CommandContext): Promise<string | undefined> {
  const title = vscode.l10n.t('New policy');
  const template = await askChoice<PolicyTemplate>({
    title,
    placeholder: vscode.l10n.t('Begin with a template'),
    choices: policyTemplates().map((one) => ({ label: one.label, detail: one.description, value: one })),
  });
  if (template.kind !== 'answered') return undefined;
  const place = await choosePlace(title, join(root, 'policies'));
  if (!place) return undefined;
  if (place.shared && !parts.isTrusted()) throw untrustedWorkspace();
  let file: string | undefined;
  await askText({
    title,
    prompt: vscode.l10n.t('The name is shown to those whom the policy stops.'),
    value: template.value.label,
    validate: (name) => (fileNameOf(name) === '' ? vscode.l10n.t('A name is needed.') : undefined),
    submit: async (name) => {
      const path = join(place.directory, `${fileNameOf(name)}${policySuffix}`);
      const text = named(await readTemplate(media, template.value), name.trim());
      await mkdir(place.directory, { recursive: true });
      try {
        await writeFile(path, text, { flag: 'wx' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
        return vscode.l10n.t('There is already a file {0}.', basename(path));
      }
      file = path;
      return undefined;
    },
  });
  if (file !== undefined) await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false });
  return file;
}

interface PlaceOfPolicies {
  directory: string;
  /** For everybody who works on the repository. */
  shared: boolean;
}

async function choosePlace(title: string, own: string): Promise<PlaceOfPolicies | undefined> {
  const folders = localFolders();
  const choices: Choice<PlaceOfPolicies>[] = [
    ...folders.map(({ name, uri }) => ({
      label: folders.length > 1 ? vscode.l10n.t('This workspace: {0}', name) : vscode.l10n.t('This workspace'),
      detail: vscode.l10n.t('For everybody who works on the repository. It can only narrow what others allow.'),
      icon: 'root-folder',
      value: { directory: workspacePlaces(uri.fsPath).policies, shared: true },
    })),
    {
      label: vscode.l10n.t('My own policies'),
      detail: vscode.l10n.t('For yourself, in every workspace of this computer.'),
      icon: 'account',
      value: { directory: own, shared: false },
    },
  ];
  const answer = await askChoice({ title, choices, placeholder: vscode.l10n.t('For whom is it?') });
  return answer.kind === 'answered' ? answer.value : undefined;
}

function named(text: string, name: string): string {
  return applyEdits(text, modify(text, ['name'], name, {}));
}
