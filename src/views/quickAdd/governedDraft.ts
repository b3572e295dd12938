import { governedForm } from '../../connections/governedForm.ts';
import { FormPlaces } from '../../connections/governedFormPlaces.ts';
import type { Parts } from '../../connections/parts.ts';
import type { AuthType } from '../../model/authType.ts';
import { showProblem } from '../showProblem.ts';
import { type Draft, withConnector } from './draft.ts';

/** The draft with the form as policies have it in its folder. */
export async function governedDraft(parts: Parts, draft: Draft, connector = draft.connector): Promise<Draft> {
  if (!connector) return draft;
  const places = new FormPlaces(() => parts.isTrusted());
  const form = await governedForm(parts, connector, draft.folder?.id ?? '', places);
  return { ...withConnector(draft, connector, form), places };
}

/**
 * Says why something that was chosen is not allowed, and what is.
 *
 * @returns whether it is not.
 */
export async function sayDenied(
  parts: Parts,
  { folder }: Draft,
  chosen: { connector: string; authType: AuthType; accountKind: 'personal' | 'service' },
): Promise<boolean> {
  const ruling = await parts.governance.ruling('create', { ...chosen, folder: folder?.id ?? '' });
  if (ruling.outcome !== 'blocked') return false;
  // Not awaited: the question stays, and the message beside it.
  void showProblem(ruling.denial, parts.log);
  return true;
}
