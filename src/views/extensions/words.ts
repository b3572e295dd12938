import * as l10n from '@vscode/l10n';
import { tame } from '../../model/tame.ts';
import { agentsId } from '../../use/agents/caller.ts';
import type { Consent } from '../../use/api/consents.ts';
import type { AccessQuestion } from '../../use/api/person.ts';

/** `“Caller” (acme.caller)`: the id is the part that nobody else can have. */
export function callerLabel({ id, name }: AccessQuestion['caller']): string {
  return id === agentsId ? tame(name) : `“${tame(name)}” (${id})`;
}

export function accessTitle({ caller, connection, application }: AccessQuestion): string {
  if (caller.id === agentsId)
    return l10n.t('Let agents use “{0}” through the MCP server of {1}?', tame(connection), tame(application));
  return l10n.t('Let the extension {0} use the connection “{1}”?', callerLabel(caller), tame(connection));
}

export function accessDetail({ caller, application, folder, account }: AccessQuestion): string {
  const agents = caller.id === agentsId;
  return [
    ...(agents ? [] : [l10n.t('Publisher: {0}', tame(caller.publisher))]),
    l10n.t('Application: {0}', tame(application)),
    ...(account === undefined ? [] : [l10n.t('Account: {0}', tame(account))]),
    l10n.t('Folder: {0}', tame(folder)),
    '',
    agents
      ? l10n.t(
          'They could do what that server offers with this connection, as far as the editor lets them. They never see its token. “Manage Access of Extensions and Agents…” takes that back at any time.',
        )
      : l10n.t(
          'It could do everything that this connection may do, and read its token. “Manage Access of Extensions and Agents…” takes that back at any time.',
        ),
  ].join('\n');
}

/** What an answer means, for a list. */
export function consentWords({ answer, forSession }: Pick<Consent, 'answer' | 'forSession'>): string {
  if (answer === 'granted') return l10n.t('may use it');
  return forSession ? l10n.t('may not use it in this session') : l10n.t('may never use it');
}
