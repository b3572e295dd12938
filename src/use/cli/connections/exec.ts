import * as l10n from '@vscode/l10n';
import { Secret } from '../../../model/secret.ts';
import { patchbayVariables, uipathVariables } from '../../variables.ts';
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
    const address = { url: service.url, bearer: new Secret(own.token) };
    try {
      return await around.execute(program, args, {
        ...patchbayVariables(address),
        ...(options['uipath'] ? uipathVariables(address) : {}),
      });
    } finally {
      // It ends with the window at the latest.
      await service.json('DELETE', `${paths.bearers}/${encodeURIComponent(own.id)}`).catch(() => {});
    }
  },
};
