import * as l10n from '@vscode/l10n';
import { callerUnproven } from '../../model/problems.ts';
import { type FindExtension, proveCaller } from './caller.ts';
import type { Sessions } from './session.ts';

/** Shorter ones could be guessed. */
const shortestTicket = 16;

/**
 * Hands a session to the extension of this id, whoever asks for it.
 *
 * @param own the id of Patchbay.
 * @throws Problem `PB831`, `PB832`; what the extension's own function throws.
 */
export async function connect(
  sessions: Pick<Sessions, 'session'>,
  find: FindExtension,
  own: string,
  { extensionId, ticket }: { extensionId: unknown; ticket: unknown },
): Promise<void> {
  const id = String(extensionId);
  if (typeof ticket !== 'string' || ticket.length < shortestTicket)
    throw callerUnproven(id, l10n.t('Its ticket is shorter than {0} characters.', shortestTicket));
  const caller = await proveCaller(find, id, own);
  const isRunning = () => find(caller.id)?.isActive === true;
  caller.receive(sessions.session(caller, isRunning), ticket);
}
