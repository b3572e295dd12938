import { basename } from 'node:path';
import * as vscode from 'vscode';
import { resolvedText } from '../../connections/mergeConflict/choose.ts';
import type { Conflict, Difference, SideName } from '../../connections/mergeConflict/versions.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import { fieldWords, sideWords, valueWords } from './words.ts';

/** What a person decided: the text of the file, or both connections in two files. */
export type Resolution = { kind: 'text'; text: string } | { kind: 'both' };

/** @returns `undefined` where the person left. */
export function askResolution(conflict: Conflict): Promise<Resolution | undefined> {
  return conflict.isTwo ? askWhichConnection(conflict) : askHow(conflict);
}

async function askWhichConnection(conflict: Conflict): Promise<Resolution | undefined> {
  const { ours, theirs } = conflict;
  const answer = await askChoice<SideName | 'both'>({
    title: titleOf(conflict),
    placeholder: vscode.l10n.t('They have two ids: these are two connections.'),
    choices: [
      {
        label: vscode.l10n.t('Keep both'),
        detail: vscode.l10n.t(
          '“{0}” stays here, “{1}” comes into a new file.',
          ours.connection.name,
          theirs.connection.name,
        ),
        icon: 'files',
        value: 'both',
      },
      ...sides(conflict),
    ],
  });
  if (answer.kind !== 'answered') return undefined;
  return answer.value === 'both' ? { kind: 'both' } : whole(conflict, answer.value);
}

async function askHow(conflict: Conflict): Promise<Resolution | undefined> {
  const { differences } = conflict;
  for (;;) {
    const each: Choice<SideName | 'each'>[] = [
      {
        label: vscode.l10n.t('Choose for each field'),
        detail: differences.map(({ path }) => fieldWords(path)).join(', '),
        icon: 'list-selection',
        value: 'each',
      },
    ];
    const answer = await askChoice<SideName | 'each'>({
      title: titleOf(conflict),
      placeholder:
        differences.length === 0
          ? vscode.l10n.t('Both say the same in other words. Whose comments and order are kept?')
          : vscode.l10n.t('What holds?'),
      choices: [...sides(conflict), ...(differences.length > 1 ? each : [])],
    });
    if (answer.kind !== 'answered') return undefined;
    if (answer.value !== 'each') return whole(conflict, answer.value);
    const chosen = await askEach(conflict);
    if (chosen === 'left') return undefined;
    if (chosen) return { kind: 'text', text: resolvedText(conflict, 'ours', (one) => chosen.get(one) ?? 'ours') };
  }
}

/** @returns `undefined` where the person went back before the first question. */
async function askEach(conflict: Conflict): Promise<Map<Difference, SideName> | 'left' | undefined> {
  const { differences } = conflict;
  const chosen = new Map<Difference, SideName>();
  for (let index = 0; index >= 0; ) {
    const difference = differences[index];
    if (!difference) return chosen;
    const known = chosen.get(difference);
    const answer = await askChoice<SideName>({
      ...{ title: titleOf(conflict), step: index + 1, totalSteps: differences.length, canGoBack: true },
      placeholder: fieldWords(difference.path),
      choices: sideNames.map((side) => ({
        label: valueWords(difference, side, conflict[side]),
        description: sideWords(side, conflict[side]),
        value: side,
      })),
      ...(known ? { active: known } : {}),
    });
    if (answer.kind === 'left') return 'left';
    if (answer.kind === 'answered') chosen.set(difference, answer.value);
    index += answer.kind === 'back' ? -1 : 1;
  }
  return undefined;
}

const sideNames = ['ours', 'theirs'] as const;

/** Each version as a whole, with what it says that the other does not. */
function sides(conflict: Conflict): Choice<SideName>[] {
  return sideNames.map((side) => ({
    label: vscode.l10n.t('Keep all of {0}', sideWords(side, conflict[side])),
    detail: conflict.differences
      .map((one) => vscode.l10n.t('{0}: {1}', fieldWords(one.path), valueWords(one, side, conflict[side])))
      .join(' · '),
    icon: side === 'ours' ? 'arrow-left' : 'arrow-right',
    value: side,
  }));
}

function whole(conflict: Conflict, side: SideName): Resolution {
  return { kind: 'text', text: resolvedText(conflict, side, () => side) };
}

function titleOf({ file }: Conflict): string {
  return vscode.l10n.t('Resolve the conflict in {0}', basename(file));
}
