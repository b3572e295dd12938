import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import * as l10n from '@vscode/l10n';
import { Secret } from '../../../model/secret.ts';
import { findWindows, nearest } from '../../discovery/find.ts';
import type { Surroundings } from '../command.ts';
import { CliError, exitCodes, wrongUsage } from '../exit.ts';

/** Where the service of a window answers, and with which bearer. */
interface Address {
  url: URL;
  bearer: Secret;
}

/** On this computer whoever listens answers at once; in milliseconds. */
const probeMs = 2000;

/** What is sent beside the bearer. */
export interface Sending {
  headers?: Readonly<Record<string, string | string[]>>;
  body?: string | Uint8Array;
}

/** No editor answers: its own exit code, so that a script can tell it from everything else. */
const nobody = (message: string) => new CliError(exitCodes.noEditor, message);

/** The local service of an open window, as a program of its user asks it. */
export class Service {
  readonly #address: Address;

  constructor(address: Address) {
    this.#address = address;
  }

  /** What child programs are given to find the same service. */
  get url(): string {
    return this.#address.url.href.replace(/\/$/, '');
  }

  /** For clients that send for themselves. @param path from the service's address on, beginning with a slash. */
  at(path: string): { url: URL; headers: Record<string, string> } {
    const { url, bearer } = this.#address;
    return { url: new URL(this.#prefix() + path, url), headers: { authorization: `Bearer ${bearer.reveal()}` } };
  }

  /**
   * Sends a request, and gives the answer as soon as it begins, whatever its status is.
   *
   * @param path from the service's address on, beginning with a slash.
   */
  send(method: string, path: string, { headers = {}, body }: Sending = {}): Promise<IncomingMessage> {
    const { url, bearer } = this.#address;
    return new Promise((resolve, reject) => {
      const sent = request({
        ...{ host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port, method, path: this.#prefix() + path },
        headers: {
          ...headers,
          authorization: `Bearer ${bearer.reveal()}`,
          ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
        },
      });
      sent.on('response', resolve);
      sent.on('error', (error: NodeJS.ErrnoException) => reject(gone(error)));
      sent.end(body);
    });
  }

  /** @returns what the service says, read. @throws CliError in its words where it refuses. */
  async json<T>(method: string, path: string, content?: unknown): Promise<T> {
    const body = content === undefined ? {} : { body: JSON.stringify(content) };
    const headers = {
      accept: 'application/json',
      ...(content === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const answer = await this.send(method, path, { headers, ...body });
    const text = await textOf(answer);
    if ((answer.statusCode ?? 0) >= 400) throw refusal(answer, text);
    return (text === '' ? undefined : parsed(text)) as T;
  }

  #prefix(): string {
    return this.#address.url.pathname.replace(/\/$/, '');
  }
}

/**
 * Finds the service: the one that the environment names, as in a terminal of the editor, else that of an open window, first
 * of all the one whose workspace holds the current directory.
 *
 * @throws CliError with its own exit code where no window answers.
 */
export async function findService({ env, cwd, windows }: Surroundings): Promise<Service> {
  const { PATCHBAY_URL: url, PATCHBAY_TOKEN: token } = env;
  if (url !== undefined && url !== '') {
    if (token === undefined || token === '')
      throw wrongUsage(l10n.t('PATCHBAY_URL is set, and PATCHBAY_TOKEN is not.'));
    const address = { url: loopback(url), bearer: new Secret(token) };
    if (await answers(address)) return new Service(address);
    throw nobody(
      l10n.t(
        'No editor answers at {0}, which PATCHBAY_URL names: its window was closed. Open a new terminal in the editor.',
        url,
      ),
    );
  }
  for (const { url: said, bearer } of nearest(await findWindows(windows), cwd)) {
    const address = { url: loopback(said), bearer };
    if (await answers(address)) return new Service(address);
  }
  throw nobody(
    l10n.t(
      'No open editor with Patchbay answers. Open this folder in the editor, and run “Patchbay: Start Local Service for Programs” there.',
    ),
  );
}

/** True where somebody listens; what they say comes later. */
function answers({ url: { hostname, port } }: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), timeout: probeMs });
    const end = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
    socket.once('timeout', () => end(false));
  });
}

/** The bearer is sent nowhere but to this computer. */
function loopback(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const own = url?.protocol === 'http:' && /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(url.hostname);
  if (!url || !own)
    throw wrongUsage(l10n.t('PATCHBAY_URL must be an address of this computer, such as {0}.', 'http://127.0.0.1:1234'));
  return url;
}

export async function textOf(answer: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** What the service refuses in its own words. */
function refusal(
  { statusCode, headers }: { statusCode?: number | undefined; headers: IncomingHttpHeaders },
  text: string,
): CliError {
  const said = /json/.test(headers['content-type'] ?? '')
    ? (parsed(text) as { message?: unknown; code?: unknown })
    : undefined;
  const message =
    typeof said?.message === 'string' ? said.message : l10n.t('The service answers {0}.', String(statusCode));
  const code = typeof said?.code === 'string' ? ` (${said.code})` : '';
  // What it does not know is a bearer of a window that is closed.
  return new CliError(statusCode === 401 ? exitCodes.noEditor : exitCodes.findings, message + code);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new CliError(exitCodes.noEditor, l10n.t('What answers there is not Patchbay.'));
  }
}

function gone({ code }: NodeJS.ErrnoException): CliError {
  return nobody(l10n.t('The editor’s service cannot be reached ({0}).', code ?? ''));
}
