import * as l10n from '@vscode/l10n';
import type { Command } from '../command.ts';
import { CliError, exitCodes, wrongUsage } from '../exit.ts';
import { findService } from './service.ts';
import { paths } from './shapes.ts';

/** `patchbay token`: an access token and nothing else, for `$(…)`. */
export const token: Command = {
  name: 'token',
  summary: l10n.t('Prints an access token of a connection, and nothing else. It is renewed first where it is stale.'),
  takes: '<connection|binding>',
  most: 1,
  options: {},
  async run({ words: [name] }, around) {
    if (name === undefined) throw wrongUsage(l10n.t('Say of which connection or binding.'));
    const service = await findService(around);
    const answer = await service.json<{ accessToken?: unknown }>(
      'GET',
      `${paths.connection(name)}/token?tokenType=direct`,
    );
    if (typeof answer.accessToken !== 'string')
      throw new CliError(exitCodes.findings, l10n.t('The service gave no token.'));
    around.write(`${answer.accessToken}\n`);
    return exitCodes.fine;
  },
};
