import { join, relative, resolve, sep } from 'node:path';
import * as l10n from '@vscode/l10n';
import { readOwnConnectors } from '../../../catalog/ownConnectors.ts';
import { type Command, optionOf } from '../command.ts';
import { exitCodes } from '../exit.ts';
import { namer, put } from '../output.ts';
import { plain } from '../plain.ts';
import { sarif } from '../sarif.ts';

/** `patchbay connector check`: what is wrong with the connectors that a workspace brings. */
export const check: Command = {
  name: 'connector check',
  summary: l10n.t('Reads the connectors of a folder (.patchbay/connectors), and says what is wrong with them.'),
  takes: '[folder]',
  most: 1,
  options: {
    format: { value: 'format', choices: ['text', 'json', 'sarif'], help: l10n.t('what the report is') },
    output: { value: 'file', help: l10n.t('writes the report to a file') },
  },
  async run(given, around) {
    const folder = resolve(around.cwd, given.words[0] ?? '.');
    const builtIn = new Set((await around.connectors()).map(({ key }) => key));
    const { connectors, mistakes } = await readOwnConnectors([join(folder, '.patchbay', 'connectors')], builtIn);
    const shown = namer(folder, around.cwd);
    const found = mistakes.map(({ file, ...mistake }) => ({
      ...mistake,
      file: shown(relative(folder, file).split(sep).join('/')),
    }));
    const format = optionOf(given, 'format') ?? 'text';
    if (format === 'json') {
      const report = { version: 1, connectors: [...connectors.keys()], mistakes: found };
      await put(`${JSON.stringify(report, null, 2)}\n`, given, around);
    } else if (format === 'sarif') {
      const results = found.map((one) => ({ ...one, rule: 'connector', severity: 'error' as const }));
      await put(
        sarif(results, () => l10n.t('A connector’s record that cannot be used as it is.')),
        given,
        around,
      );
    } else {
      const lines = found.map(({ file, line, column, message }) => plain(`${file}:${line}:${column} ${message}`));
      const end = l10n.t('{0} connectors, {1} mistakes.', connectors.size, found.length);
      await put(`${[...lines, end].join('\n')}\n`, given, around);
    }
    return found.length > 0 ? exitCodes.findings : exitCodes.fine;
  },
};
