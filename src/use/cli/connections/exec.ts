import * as l10n from '@vscode/l10n';
import type { Command } from '../command.ts';
import { wrongUsage } from '../exit.ts';
import { findService } from './service.ts';
import { paths } from './shapes.ts';

/**
 * `patchbay exec --binding crm -- node script.js`: a program that may use what is named, and nothing else, for as long as it
 * runs. What it is given is the service's address and a bearer of its own; no token of an application.
 */
export const exec: Command = {
  name: 'exec',
  summary: l10n.t('Runs a program that may use some bindings, for as long as it runs.'),
  takes: '--binding <name> -- <program> [argument…]',
  most: Number.POSITIVE_INFINITY,
  options: {
    binding: { value: 'name', multiple: true, help: l10n.t('what it may use; more than once for several') },
    uipath: { help: l10n.t('sets the variables of UiPath’s SDKs as well') },
  },
  async run({ words: [program, ...args], options }, around) {
    const bindings = options['binding'] ?? [];
    if (bindings.length === 0) throw wrongUsage(l10n.t('Say what it may use: --binding=<name>'));
    if (program === undefined) throw wrongUsage(l10n.t('Say what to run: -- node script.js'));
    const service = await findService(around);
    const own = await service.json<{ id: string; token: string }>('POST', paths.bearers, { bindings });
    try {
      return await around.execute(program, args, {
        ...{ PATCHBAY_URL: service.url, PATCHBAY_TOKEN: own.token },
        ...(options['uipath'] ? uipathVariables(service.url, own.token) : {}),
      });
    } finally {
      // It ends with the window at the latest.
      await service.json('DELETE', `${paths.bearers}/${encodeURIComponent(own.id)}`).catch(() => {});
    }
  },
};

/** What UiPath's SDKs read. The first address has an organisation and a tenant, since they count its segments. */
export function uipathVariables(url: string, token: string): Record<string, string> {
  return {
    UIPATH_URL: `${url}/patchbay/local`,
    UIPATH_ACCESS_TOKEN: token,
    // It would go before the other.
    UNATTENDED_USER_ACCESS_TOKEN: '',
    UIPATH_SERVICE_URL_CONNECTIONS: `${url}/connections_`,
    UIPATH_SERVICE_URL_ELEMENTS: `${url}/elements_`,
    UIPATH_SERVICE_URL_ORCHESTRATOR: `${url}/orchestrator_`,
  };
}
