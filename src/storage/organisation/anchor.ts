import * as l10n from '@vscode/l10n';
import { type OrganisationAnchor, organisationSchema } from '../../model/organisationSchema.ts';
import { describeIssue } from '../../model/schemaIssue.ts';
import { isSafeAddress } from './fetchBundle.ts';

/**
 * Reads where the policies of the organisation are, as a file or a setting says it.
 *
 * @returns what is wrong, in words, where it cannot be followed.
 */
export function readAnchor(value: unknown): { anchor: OrganisationAnchor } | { wrong: string } {
  const { success, data, error } = organisationSchema.safeParse(value);
  if (!success) {
    const [issue] = error.issues;
    return { wrong: `${issue?.path.join('.') ?? ''} ${issue ? describeIssue(issue, value) : ''}`.trim() };
  }
  const { url, publicKey } = data;
  if (!isSafeAddress(url)) return { wrong: l10n.t('the address is not an https address') };
  return { anchor: { url, publicKey } };
}
