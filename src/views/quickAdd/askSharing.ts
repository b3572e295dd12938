import * as vscode from 'vscode';
import type { FormReader, SharingOption } from '../../connections/governedFormTypes.ts';
import type { Parts } from '../../connections/parts.ts';
import { type Answer, answered, type Place } from '../ask/answer.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import { commandIds } from '../contributions.ts';
import { sayError } from '../say.ts';
import { type Draft, sharingOf } from './draft.ts';
import { governedDraft } from './governedDraft.ts';

/** Asks how those who use the connection get its credential. What is not possible is listed, and says why when chosen. */
export async function askSharing(parts: Parts, draft: Draft, place: Place): Promise<Answer<Draft>> {
  const options = draft.authType?.sharing ?? [];
  const readers = draft.form?.readers ?? [];
  const chosen = options.find(({ kind }) => kind === sharingOf(draft));
  const who: Choice<'who'> = {
    label: vscode.l10n.t('Who they are'),
    icon: 'list-unordered',
    description: joinedWords(readers),
    value: 'who',
  };
  const sealed = options.some(({ kind, problem }) => kind === 'sealed' && !problem);
  const answer = await askChoice<SharingOption | 'who'>({
    ...place,
    placeholder: vscode.l10n.t('How do those who use it get the credential?'),
    choices: [...options.map(choiceOf), ...(sealed && readers.length > 0 ? [who] : [])],
    ...(chosen ? { active: chosen } : {}),
  });
  if (answer.kind !== 'answered') return answer;
  if (answer.value === 'who') {
    const seen = await askReaders(readers, place);
    return seen.kind === 'left' ? seen : askSharing(parts, draft, place);
  }
  const { kind, problem } = answer.value;
  if (!problem) return answered({ ...draft, sharing: kind });
  if (problem.join) return askSharing(parts, await afterJoining(parts, draft), place);
  // Not awaited: the question stays, and the message beside it.
  void sayError(`${problem.message} ${problem.remedy} (${problem.code})`);
  return askSharing(parts, draft, place);
}

const icons = { sealed: 'organization', eachMember: 'account', reference: 'key' } as const;

function choiceOf(option: SharingOption): Choice<SharingOption> {
  const { label, description, problem } = option;
  if (!problem) return { label, icon: icons[option.kind], detail: description, value: option };
  const note = problem.join ? vscode.l10n.t('Enter: Join This Workspace…') : vscode.l10n.t('not possible here');
  return { label, icon: 'lock', description: note, detail: problem.message, value: option };
}

/** Runs “Join This Workspace”, and looks again at what is possible then. */
async function afterJoining(parts: Parts, draft: Draft): Promise<Draft> {
  const { file } = await parts.governance.accessTo(draft.folder?.id ?? '');
  await vscode.commands.executeCommand(commandIds.joinWorkspace, { members: file });
  return governedDraft(parts, draft);
}

/** Shows who can open what is sealed, and who cannot yet; every answer leads back. */
function askReaders(readers: readonly FormReader[], { title }: Place): Promise<Answer<FormReader>> {
  return askChoice<FormReader>({
    title,
    canGoBack: true,
    placeholder: vscode.l10n.t('To whom it is sealed. Enter goes back.'),
    choices: [...readers]
      .sort((a, b) => Number(b.joined) - Number(a.joined))
      .map((reader) => ({
        label: reader.user,
        icon: reader.joined ? 'key' : 'circle-slash',
        description: reader.joined
          ? reader.you
            ? vscode.l10n.t('you')
            : ''
          : vscode.l10n.t('has not joined yet, so nothing can be sealed to them'),
        value: reader,
      })),
  });
}

function joinedWords(readers: readonly FormReader[]): string {
  const waiting = readers.filter(({ joined }) => !joined).length;
  const joined = readers.length - waiting;
  return waiting === 0
    ? vscode.l10n.t('{0} with a key', joined)
    : vscode.l10n.t('{0} with a key, {1} not joined yet', joined, waiting);
}
