import * as l10n from '@vscode/l10n';
import { type Command, isGiven } from '../command.ts';
import { CliError, exitCodes } from '../exit.ts';
import { stateWord } from './list.ts';
import { findService, type Service } from './service.ts';
import { paths, type WireConnection, type WirePing } from './shapes.ts';
import { table } from './table.ts';

/** So many applications are asked at once. */
const atOnce = 4;

interface Checked {
  id: string;
  name: string;
  account: string;
  status: string;
  message?: string;
}

/** `patchbay check`: asks the applications now, and fails where one does not let somebody in. */
export const check: Command = {
  name: 'check',
  summary: l10n.t('Asks the applications whether connections work now: those that are named, or all.'),
  takes: '[connection|binding…]',
  most: Number.POSITIVE_INFINITY,
  options: { json: { help: l10n.t('for programs') } },
  async run({ words, options }, around) {
    const service = await findService(around);
    const asked: WireConnection[] =
      words.length === 0
        ? await service.json<WireConnection[]>('GET', paths.connections)
        : await Promise.all(words.map((word) => service.json<WireConnection>('GET', paths.connection(word))));
    const checked = await checkAll(service, asked);
    if (isGiven({ words, options }, 'json')) around.write(`${JSON.stringify({ version: 1, checked }, null, 2)}\n`);
    else around.write(textOf(checked));
    return checked.every(({ status }) => status === 'Enabled') ? exitCodes.fine : exitCodes.findings;
  },
};

/** In their order, a few at a time. */
async function checkAll(service: Service, asked: readonly WireConnection[]): Promise<Checked[]> {
  const checked: Checked[] = [];
  const waiting = [...asked.entries()];
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, { id, name, connectionIdentity }] = next;
      const { status, error } = await ping(service, id);
      checked[index] = {
        ...{ id, name: name ?? id, account: connectionIdentity ?? '', status: status ?? 'Failed' },
        ...(error?.message === undefined ? {} : { message: error.message }),
      };
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return checked;
}

/** What the service refuses is said of this connection, and does not keep the others. */
async function ping(service: Service, id: string): Promise<WirePing> {
  try {
    return await service.json<WirePing>('GET', `${paths.connection(id)}/ping?forceRefresh=true`);
  } catch (error) {
    if (!(error instanceof CliError) || error.exitCode !== exitCodes.findings) throw error;
    return { status: 'Failed', error: { message: error.message } };
  }
}

function textOf(checked: readonly Checked[]): string {
  if (checked.length === 0) return `${l10n.t('No connection may be used from here.')}\n`;
  const head = [l10n.t('NAME'), l10n.t('ACCOUNT'), l10n.t('STATE'), ''];
  return table(
    head,
    checked.map(({ name, account, status, message }) => [name, account, stateWord(status), message ?? '']),
  );
}
