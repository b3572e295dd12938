import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { type Command, type Given, isGiven, optionOf, type Surroundings } from '../command.ts';
import { CliError, cannotRead, exitCodes, wrongUsage } from '../exit.ts';
import { plain } from '../plain.ts';
import { findService, type Sending } from './service.ts';
import { paths } from './shapes.ts';

/** `patchbay call crm GET /user`: one request to an application’s API, as the connection. */
export const call: Command = {
  name: 'call',
  summary: l10n.t('Sends one request to an application’s API as a connection, and prints what it answers.'),
  takes: '<connection|binding> <method> </path?query>',
  most: 3,
  options: {
    data: { value: 'text', help: l10n.t('the body; JSON unless a header says otherwise') },
    'data-file': { value: 'file', help: l10n.t('the body, from a file') },
    header: { value: 'name: value', multiple: true, help: l10n.t('a header; more than once for several') },
    include: { help: l10n.t('prints the status and the headers of the answer first') },
  },
  async run(given, around) {
    const [name, method, path] = given.words;
    if (name === undefined || method === undefined || path === undefined)
      throw wrongUsage(l10n.t('Say what to call: patchbay call crm GET /path'));
    if (!/^[A-Za-z]{3,12}$/.test(method)) throw wrongUsage(l10n.t('“{0}” is no method, such as GET.', plain(method)));
    const sending = await sendingOf(given, around);
    const service = await findService(around);
    const answer = await service.send(method.toUpperCase(), paths.instance(name) + pathOf(path), sending);
    const status = answer.statusCode ?? 0;
    if (isGiven(given, 'include')) around.write(headOf(status, answer.rawHeaders));
    await pass(answer, around);
    if (status < 400) return exitCodes.fine;
    around.writeError(
      `patchbay: ${l10n.t('The answer is {0}.', `${status} ${plain(answer.statusMessage ?? '')}`.trim())}\n`,
    );
    return status === 401 && answer.headers['www-authenticate']?.includes('patchbay')
      ? exitCodes.noEditor
      : exitCodes.findings;
  },
};

/** The body as it comes. Half of it must not be taken for the whole. */
async function pass(answer: IncomingMessage, { writeBytes }: Surroundings): Promise<void> {
  try {
    for await (const chunk of answer) await writeBytes(chunk as Uint8Array);
  } catch (error) {
    if (!answer.errored && answer.complete) throw error;
    throw new CliError(exitCodes.findings, l10n.t('The answer broke off.'));
  }
}

/** Some shells make file names of words that begin with a slash, so it may be left out. */
function pathOf(path: string): string {
  if (/^[a-z][a-z0-9+.-]*:/i.test(path))
    throw wrongUsage(l10n.t('The path begins after the address of the application’s API: /path'));
  // What cannot stand in a request line; the service judges the rest.
  const encoded = path.replace(/[^\x21-\x7e]/g, (character) => encodeURIComponent(character));
  return encoded.startsWith('/') || encoded.startsWith('?') ? encoded : `/${encoded}`;
}

async function sendingOf(given: Given, around: Surroundings): Promise<Sending> {
  const headers: Record<string, string> = {};
  for (const line of given.options['header'] ?? []) {
    const [, key, value] = /^([!#$%&'*+.^`|~\w-]+):\s*([^\r\n]*)$/.exec(line) ?? [];
    if (key === undefined || value === undefined)
      throw wrongUsage(l10n.t('“{0}” is no header, such as “Accept: text/plain”.', plain(line)));
    headers[key.toLowerCase()] = value;
  }
  const body = await bodyOf(given, around);
  if (body === undefined) return { headers };
  return { headers: { 'content-type': 'application/json', ...headers }, body };
}

async function bodyOf(given: Given, { cwd }: Surroundings): Promise<string | Uint8Array | undefined> {
  const text = optionOf(given, 'data');
  const file = optionOf(given, 'data-file');
  if (file === undefined) return text;
  if (text !== undefined) throw wrongUsage(l10n.t('Give one body: --data or --data-file.'));
  try {
    return await readFile(resolve(cwd, file));
  } catch (error) {
    throw cannotRead(l10n.t('{0} cannot be read: {1}.', file, (error as NodeJS.ErrnoException).code ?? ''));
  }
}

function headOf(status: number, raw: readonly string[]): string {
  const lines = [`HTTP/1.1 ${status}`];
  for (let index = 0; index < raw.length; index += 2) lines.push(`${raw[index]}: ${plain(raw[index + 1] ?? '')}`);
  return `${lines.join('\n')}\n\n`;
}
