import * as vscode from 'vscode';
import { type Kept, type PlannedMove, planMoves } from '../connections/movePlan.ts';
import type { Parts } from '../connections/parts.ts';
import { describeSharing } from '../connections/sharing/words.ts';
import { type Folder, folderLabel } from '../model/folder.ts';
import { isSealable } from '../model/sharing.ts';
import { askChoice, type Choice } from './ask/askChoice.ts';
import { ask } from './say.ts';

/** What a person decided about a move; `undefined` where they left. */
export type MoveDecision = { ids: string[]; keep?: Kept } | { promote: string } | undefined;

/**
 * Shows what a move would meet before anything changes, and asks what only a person can decide: whether to move the others
 * where some cannot be moved, and how those who use a connection get its credential where it comes into a shared folder.
 *
 * @param canPromote whether a connection may be given to a service account on the way.
 */
export async function decideMove(
  parts: Parts,
  ids: readonly string[],
  to: Folder,
  canPromote = false,
): Promise<MoveDecision> {
  const plans = (await planMoves(parts, ids, to.id)).filter(({ connection }) => connection?.folder !== to.id);
  const stuck = plans.filter(({ problem }) => problem);
  const free = plans.filter(({ problem }) => !problem);
  if (free.length === 0) return { ids: [...ids] };
  if (stuck.length > 0 && !(await goesOn(stuck, free.length))) return undefined;
  const chosen = free.map(({ id }) => id);
  const fromPersonal = free.filter(({ connection }) => connection?.credential.kind === 'vault');
  if (to.kind === 'personal') return (await mayTake(free)) ? { ids: chosen } : undefined;
  if (fromPersonal.length === 0) return { ids: chosen };
  return askKept(parts, free, fromPersonal, to, canPromote);
}

async function goesOn(stuck: readonly PlannedMove[], others: number): Promise<boolean> {
  const go = others === 1 ? vscode.l10n.t('Move the Other') : vscode.l10n.t('Move the Other {0}', others);
  const reasons = stuck.map(({ name, problem }) => `“${name}”: ${problem?.toSentence()}`).join('\n');
  const question =
    stuck.length === 1
      ? vscode.l10n.t('One connection cannot be moved there.')
      : vscode.l10n.t('{0} connections cannot be moved there.', stuck.length);
  return (await ask(question, reasons, go)) === go;
}

/** What everybody could use becomes one person's. */
async function mayTake(plans: readonly PlannedMove[]): Promise<boolean> {
  const sealed = plans.filter(({ connection }) => connection?.credential.kind === 'sealed');
  if (sealed.length === 0) return true;
  const names = sealed.map(({ name }) => `“${name}”`).join(', ');
  const take = vscode.l10n.t('Move');
  const detail = vscode.l10n.t(
    'The members of the folder lose it. Who could open it knows its secret still: replace that in the application afterwards.',
  );
  return (await ask(vscode.l10n.t('Take {0} into your Personal Workspace?', names), detail, take)) === take;
}

async function askKept(
  parts: Parts,
  free: readonly PlannedMove[],
  fromPersonal: readonly PlannedMove[],
  to: Folder,
  canPromote: boolean,
): Promise<MoveDecision> {
  const ids = free.map(({ id }) => id);
  const ways = [...new Set(fromPersonal.flatMap((plan) => plan.ways))];
  const only = fromPersonal.length === 1 ? fromPersonal[0] : undefined;
  const promotable = canPromote && only && ids.length === 1 ? await canBePromoted(parts, only, to) : false;
  if (ways.length < 2 && !promotable) return { ids };
  const choices: Choice<Kept | 'promote'>[] = ways.map((way) => ({ ...words(way), value: way }));
  if (promotable) {
    const label = vscode.l10n.t('Give it to a service account…');
    const detail = vscode.l10n.t(
      'You type its secret now; it is sealed to everyone in the folder, and yours stays yours.',
    );
    choices.push({ label, detail, icon: 'organization', value: 'promote' });
  }
  const answer = await askChoice<Kept | 'promote'>({
    title: vscode.l10n.t('Move to {0}', folderLabel(to)),
    placeholder: vscode.l10n.t('How do those who use it get the credential?'),
    choices,
  });
  if (answer.kind !== 'answered') return undefined;
  return answer.value === 'promote' && only ? { promote: only.id } : { ids, keep: answer.value as Kept };
}

async function canBePromoted(parts: Parts, { id, connection }: PlannedMove, to: Folder): Promise<boolean> {
  if (!connection || !isSealable(connection.authType)) return false;
  const [plan] = await planMoves(parts, [id], to.id, 'service');
  return plan?.problem === undefined && plan?.ways.includes('sealed') === true;
}

function words(way: Kept): { label: string; detail: string; icon: string } {
  if (way === 'vault') return { label: vscode.l10n.t('Only here'), detail: '', icon: 'lock' };
  const { label, description } = describeSharing(way);
  const icons = { sealed: 'key', eachMember: 'person', reference: 'link' } as const;
  return { label, detail: description, icon: icons[way] };
}
