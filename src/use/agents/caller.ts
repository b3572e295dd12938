import * as l10n from '@vscode/l10n';
import type { AccessQuestion } from '../api/person.ts';

/** No extension can have this id: theirs have a dot. */
export const agentsId = 'agents';

/** The editor's agents, as one who asks for access to connections; which one it is the editor does not say. */
export const agentsCaller = (): AccessQuestion['caller'] => ({
  id: agentsId,
  name: l10n.t('Agents of this editor'),
  publisher: '',
});
