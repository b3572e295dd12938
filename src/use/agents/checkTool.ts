import * as l10n from '@vscode/l10n';
import { checkConnection } from '../../connections/check.ts';
import { describeState } from '../../model/state.ts';
import { recorded } from '../seen/recorded.ts';
import { cancelledBy } from './cancelledBy.ts';
import { findPermitted } from './find.ts';
import type { AgentParts } from './register.ts';
import { agentLabel, type OfConnection } from './toolNames.ts';
import type { Tool } from './tools.ts';

/** Asks the application whether a connection works. */
export const checkTool = (of: AgentParts): Tool<OfConnection> => ({
  prepare: async ({ connection }) => ({
    invocationMessage: l10n.t('Checking the connection “{0}”', (await findPermitted(of, connection)).name),
  }),
  run: async ({ connection }, token) => {
    const { id, name } = await findPermitted(of, connection);
    const cancelled = cancelledBy(token);
    const call = { connection: id, by: agentLabel, what: 'check' } as const;
    const check = () => checkConnection(of.parts, id, { by: agentLabel, signal: cancelled.signal });
    const state = await recorded(of.calls, call, check).finally(() => cancelled.dispose());
    const account = state.local?.account;
    return { name, state: describeState(state), ...(account === undefined ? {} : { account }) };
  },
});
