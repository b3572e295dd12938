import type { DeviceCode } from '../../auth/deviceAnswer.ts';
import type { RedirectWay } from '../../auth/redirect/way.ts';
import { type CreateRequest, createConnection } from '../../connections/create.ts';
import type { FormPlaces } from '../../connections/governedFormPlaces.ts';
import type { Parts } from '../../connections/parts.ts';
import { Cancelled } from '../../model/problem.ts';
import { problemText, toProblem } from './problemText.ts';
import type { ToPanel } from './protocol.ts';

/** Problems of the way back from the browser: another way may do. */
const wayProblems = ['PB202', 'PB203', 'PB206', 'PB207', 'PB208', 'PB211'];

/** What became of an attempt, with everything that the panel shows of it on the way. */
export type Say = (message: ToPanel) => void;

/** One press on Connect: runs until it succeeds, fails or is cancelled, and says so once. */
export class Attempt {
  readonly #parts: Parts;
  readonly #request: CreateRequest;
  readonly #say: Say;
  readonly #places: FormPlaces;
  readonly #cancel = new AbortController();
  #deliver: ((text: string) => void) | undefined;
  #deviceCode: DeviceCode | undefined;
  #ended = false;

  /** @param places takes the lines of policies that a problem names. */
  constructor(parts: Parts, request: CreateRequest, say: Say, places: FormPlaces) {
    this.#parts = parts;
    this.#request = request;
    this.#say = say;
    this.#places = places;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** What is to be typed on a page, while it is waited for. */
  get deviceCode(): DeviceCode | undefined {
    return this.#ended ? undefined : this.#deviceCode;
  }

  /** @param create the use case; a test gives its own. */
  async run(create: typeof createConnection = createConnection): Promise<void> {
    let message = '';
    const progress = () => this.#tell({ type: 'progress', message, paste: this.#deliver !== undefined });
    try {
      const connection = await create(this.#parts, this.#request, {
        signal: this.#cancel.signal,
        report: (next) => {
          message = next;
          progress();
        },
        onPaste: (deliver) => {
          this.#deliver = deliver;
          progress();
        },
        onDeviceCode: (code) => {
          this.#deviceCode = code;
          this.#tell({ type: 'deviceCode', code });
        },
      });
      // Even after a cancel that came too late: the connection exists, and hiding it would be a lie.
      const { id, name, account, folder } = connection;
      this.#ended = true;
      this.#say({ type: 'connected', id, name, folder, ...(account === undefined ? {} : { account }) });
    } catch (error) {
      await this.#fail(error);
    }
  }

  /** Ends at once for the person; what still runs ends by itself, and says nothing more. */
  cancel(): void {
    this.#cancel.abort();
    this.#end({ type: 'cancelled' });
  }

  /** Gives the address of the browser's last page to the sign-in that waits for it. */
  paste(address: string): void {
    try {
      this.#deliver?.(address);
    } catch (error) {
      this.#tell({ type: 'pasteRefused', problem: problemText(toProblem(error), this.#places) });
    }
  }

  async #fail(error: unknown): Promise<void> {
    if (error instanceof Cancelled) return this.#end({ type: 'cancelled' });
    const problem = toProblem(error);
    if (problem.cause === undefined) this.#parts.log.info(`A connection was not added: ${problem.code}`);
    else this.#parts.log.error(`A connection was not added: ${problem.code}`, problem.cause);
    const ways = wayProblems.includes(problem.code) ? await this.#otherWays() : [];
    this.#end({
      type: 'failed',
      problem: problemText(problem, this.#places),
      ways,
      ...(problem.field === undefined ? {} : { field: problem.field }),
    });
  }

  /** The ways back from the browser that were not tried just now, the best first. */
  async #otherWays(): Promise<RedirectWay[]> {
    const { connector: key, authType, way } = this.#request;
    if (authType !== 'oauth2' && authType !== 'byoa') return [];
    const { oauth } = await this.#parts.catalog.connector(key);
    if (!oauth) return [];
    const ways = await this.#parts.redirects.ways({ connectorKey: key, facts: oauth });
    return ways.filter((other) => other !== (way ?? ways[0]));
  }

  #end(message: ToPanel): void {
    this.#tell(message);
    this.#ended = true;
  }

  #tell(message: ToPanel): void {
    if (!this.#ended) this.#say(message);
  }
}
