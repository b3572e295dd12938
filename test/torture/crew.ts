import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A number of processes that run the same file, some of which die and are replaced. */
export class Crew {
  /** What the workers said at their end. */
  readonly reports: Record<string, unknown>[] = [];
  killed = 0;
  readonly #file: string;
  readonly #args: string[];
  readonly #workers = new Set<ChildProcess>();
  /** What a worker printed before it ended badly. */
  readonly failures: string[] = [];

  constructor(file: string, args: string[]) {
    this.#file = fileURLToPath(new URL(file, import.meta.url));
    this.#args = args;
  }

  async start(count: number): Promise<void> {
    await Promise.all(Array.from({ length: count }, () => this.#add()));
  }

  /** Kills one at random, as a power cut would, and starts another. */
  async killOne(random: () => number): Promise<void> {
    const workers = [...this.#workers];
    const victim = workers[Math.floor(random() * workers.length)];
    if (!victim) return;
    this.#workers.delete(victim);
    victim.kill('SIGKILL');
    this.killed++;
    if (victim.exitCode === null && victim.signalCode === null) await once(victim, 'exit');
    await this.#add();
  }

  /** Lets every worker finish what it is at. */
  async stop(): Promise<void> {
    await Promise.all(
      [...this.#workers].map(async (worker) => {
        worker.send('stop');
        if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'exit');
      }),
    );
  }

  async #add(): Promise<void> {
    const worker = fork(this.#file, this.#args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    let printed = '';
    worker.stderr?.on('data', (chunk) => {
      printed += chunk;
    });
    worker.on('exit', (code) => {
      if (code) this.failures.push(printed);
    });
    this.#workers.add(worker);
    await new Promise<void>((resolve, reject) => {
      worker.once('exit', () => reject(new Error(`a worker ended before it was ready: ${printed}`)));
      worker.on('message', (message: Record<string, unknown>) => {
        if (message['ready']) resolve();
        else this.reports.push(message);
      });
    });
  }
}
