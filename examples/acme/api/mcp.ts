import type { Handler } from '../http.ts';
import { type ApiParts, refuse } from './api.ts';
import { callerOf } from './caller.ts';

/** Acme’s server of the Model Context Protocol at `/mcp`: the same people, tokens and permissions as the API. */
export function mcp(parts: ApiParts): Handler {
  return async (exchange) => {
    const { request, response, url } = exchange;
    if (url.pathname !== '/mcp') return false;
    const caller = callerOf(request, parts);
    response.once('finish', () => {
      parts.records.api({
        ...{ method: request.method ?? '', path: url.pathname, status: response.statusCode },
        ...('refused' in caller ? {} : { account: caller.email, kind: caller.kind }),
        ...(caller.token === undefined ? {} : { token: caller.token }),
      });
    });
    if ('refused' in caller) refuse(exchange, caller);
    else {
      // Loaded with the first request: most who start Acme have no agent.
      const { answerMcp } = await import('./mcpServer.ts');
      await answerMcp(exchange, caller, parts);
    }
    return true;
  };
}
