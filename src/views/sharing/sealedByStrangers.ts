import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { type Resealed, resealConnection } from '../../connections/sharing/reseal.ts';
import type { Connection } from '../../model/connection.ts';
import { sealedByStranger } from '../../model/problems.ts';
import type { Rotate } from '../../model/sharing.ts';
import { ask } from '../say.ts';
import { asProblem } from '../showProblem.ts';

/**
 * Shows who sealed what nobody lets them seal, such as an administrator who is removed, and seals it anew where the person
 * agrees. What became of it goes into `resealed`.
 *
 * @param rotate that their secrets must be replaced, where more is known of it than that somebody is left out.
 */
export async function sealThoseOfStrangers(parts: Parts, resealed: Resealed, rotate?: Rotate): Promise<void> {
  const { code } = sealedByStranger('', '', '');
  const strange = resealed.failed.filter(({ problem }) => problem.code === code);
  if (strange.length === 0 || !(await confirm(strange.map(({ connection }) => connection)))) return;
  for (const one of strange) {
    try {
      resealed.sealed.push(await resealConnection(parts, one.connection.id, { anySealer: true, rotate }));
      resealed.failed.splice(resealed.failed.indexOf(one), 1);
    } catch (error) {
      one.problem = asProblem(error, parts.log) ?? one.problem;
    }
  }
}

async function confirm(connections: readonly Connection[]): Promise<boolean> {
  const agree = vscode.l10n.t('Seal Again');
  const lines = connections.map(({ name, credential: { sealedBy = '', sealedAt = '' } }) =>
    vscode.l10n.t(
      '“{0}”: sealed by {1}, {2}, as it says itself',
      inLine(name),
      inLine(sealedBy),
      new Date(sealedAt).toLocaleString(vscode.env.language),
    ),
  );
  const detail = vscode.l10n.t(
    'No key that the files of this workspace let edit there has signed it, so nobody uses it. Whoever can change the file can write another’s name into it: go on only if you know that it is the right secret, for example because they were an administrator until now. It is then sealed anew in your name. Else reconnect with a secret of your own.',
  );
  const question = vscode.l10n.t('Trust what was sealed by somebody who may not?');
  return (await ask(question, `${lines.join('\n')}\n\n${detail}`, agree)) === agree;
}

/** A file could say more than a name, and look like words of ours. */
function inLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}]+/gu, ' ').slice(0, 200);
}
