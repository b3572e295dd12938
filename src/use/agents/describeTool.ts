import * as l10n from '@vscode/l10n';
import { fillTemplate } from '../../catalog/template.ts';
import { findMeant } from './find.ts';
import type { AgentParts } from './register.ts';
import { summarise } from './summary.ts';
import type { OfConnection } from './toolNames.ts';
import type { Tool } from './tools.ts';

/** Says what a connection is, where its requests go, and what it may do; enough to call it. */
export const describeTool = (of: AgentParts): Tool<OfConnection> => ({
  prepare: async ({ connection }) => ({
    invocationMessage: l10n.t('Reading about the connection “{0}”', (await findMeant(of, connection)).name),
  }),
  run: async ({ connection: said }) => {
    const connection = await findMeant(of, said);
    const [summary] = await summarise(of, [connection]);
    const { api, docsUrl } = await of.parts.catalog.connector(connection.connector);
    const { parameters, authType, accountKind } = connection;
    const scopes = of.parts.states.get(connection.id)?.scopes ?? connection.scopes;
    const { health } = api;
    return {
      ...summary,
      ...{ authType, accountKind },
      ...(scopes?.length ? { scopes } : {}),
      api: {
        baseUrl: fillTemplate(api.baseUrl, parameters),
        ...(docsUrl === undefined ? {} : { documentation: docsUrl }),
        ...(health?.path.startsWith('/') ? { example: `${health.method} ${health.path}` } : {}),
      },
    };
  },
});
