import * as l10n from '@vscode/l10n';
import type { Command } from '../command.ts';
import { exitCodes, wrongUsage } from '../exit.ts';
import { findService } from './service.ts';
import { paths } from './shapes.ts';

/**
 * `patchbay mcp crm`: what an agent starts in the place of an application's MCP server. Nothing but a name stands in its
 * `mcp.json`; the editor's service puts the credential in.
 */
export const mcp: Command = {
  name: 'mcp',
  summary: l10n.t('Passes messages between an agent (standard input and output) and an application’s MCP server.'),
  takes: '<connection|binding>',
  most: 1,
  options: {},
  async run({ words: [name] }, around) {
    if (name === undefined) throw wrongUsage(l10n.t('Say which connection or binding.'));
    const service = await findService(around);
    const { bridge } = await import('../mcpBridge.ts');
    await bridge(service.at(paths.mcp(name)), around);
    return exitCodes.fine;
  },
};
