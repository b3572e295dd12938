import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A process of our own that runs `file` (relative to test/support) and talks by messages. */
export class Child {
  readonly process: ChildProcess;
  readonly messages: unknown[] = [];
  readonly #waiting: { test: (message: unknown) => boolean; resolve: () => void }[] = [];
  #errors = '';

  constructor(file: string, args: string[], options: { uid?: number; env?: NodeJS.ProcessEnv } = {}) {
    const path = fileURLToPath(new URL(file, import.meta.url));
    this.process = fork(path, args, { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], ...options });
    this.process.stderr?.on('data', (chunk) => {
      this.#errors += chunk;
    });
    this.process.on('message', (message) => {
      this.messages.push(message);
      for (const one of this.#waiting.filter(({ test }) => test(message))) one.resolve();
    });
  }

  /** Resolves once a message was or is received; rejects where the process ends before. */
  async message(expected: unknown): Promise<void> {
    const test = (message: unknown) => JSON.stringify(message) === JSON.stringify(expected);
    if (this.messages.some(test)) return;
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ test, resolve });
      this.process.once('exit', () => reject(new Error(`ended without ${JSON.stringify(expected)}: ${this.#errors}`)));
    });
  }

  /** Waits for the end; rejects where it was a failure of its own. */
  async ended(): Promise<void> {
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, 'exit');
    if (this.process.exitCode) throw new Error(`exit code ${this.process.exitCode}: ${this.#errors}`);
  }

  async kill(): Promise<void> {
    this.process.kill('SIGKILL');
    if (this.process.exitCode === null && this.process.signalCode === null) await once(this.process, 'exit');
  }
}

/** A user who is not root, so that permissions count; nothing to change where the tests do not run as root. */
export const ordinaryUser: { uid?: number } = process.getuid?.() === 0 ? { uid: 65_534 } : {};
