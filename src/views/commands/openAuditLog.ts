import { auditText } from '../auditWords.ts';
import type { CommandContext } from './context.ts';

/** More lines are not shown; the files have them. */
const shown = 20_000;

/** Shows the audit log in an editor, read-only. */
export async function openAuditLog({ parts, documents }: CommandContext): Promise<void> {
  const lines = await parts.audit.latest(shown);
  await documents.show('Audit Log.log', auditText(lines, parts.audit.directory, shown), { lastLine: true });
}
