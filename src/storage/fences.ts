import { createHash } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Secret } from '../model/secret.ts';
import { writeFileAtomic } from './atomicFile.ts';

/**
 * Says that a refresh request may have left this computer. It is written before the request and taken away after the
 * answer was stored, so that whoever finds one knows that a refresh token may be spent although the vault still has it.
 */
export interface Fence {
  /** Of the credential whose refresh token was sent. */
  generation: number;
  /** How many requests with this token were begun, this one included. */
  attempt: number;
  /** SHA-256 of the refresh token, hexadecimal: tells whether it is still the same. */
  tokenHash: string;
  /** ISO 8601. */
  startedAt: string;
}

/** The fences, a file each. Callers hold the connection's lock. */
export class Fences {
  readonly #directory: string;

  constructor(root: string) {
    this.#directory = join(root, 'fences');
  }

  /** The fence that stands before this token, if one does; one of an earlier generation means nothing any more. */
  async find(connectionId: string, generation: number, refreshToken: Secret): Promise<Fence | undefined> {
    const fence = await this.#read(connectionId);
    return fence?.generation === generation && fence.tokenHash === hash(refreshToken) ? fence : undefined;
  }

  /**
   * On the disk before it resolves, as far as a crash of this process goes; a power cut that takes it leaves the old token
   * in the vault, which is tried once just the same.
   */
  async raise(connectionId: string, generation: number, refreshToken: Secret, attempt: number): Promise<void> {
    const fence: Fence = { generation, attempt, tokenHash: hash(refreshToken), startedAt: new Date().toISOString() };
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    await writeFileAtomic(this.#file(connectionId), JSON.stringify(fence), { mode: 0o600, durable: false });
  }

  async lower(connectionId: string): Promise<void> {
    await rm(this.#file(connectionId), { force: true });
  }

  async #read(connectionId: string): Promise<Fence | undefined> {
    try {
      return JSON.parse(await readFile(this.#file(connectionId), 'utf8')) as Fence;
    } catch {
      return undefined;
    }
  }

  #file(connectionId: string): string {
    return join(this.#directory, `${connectionId.toLowerCase()}.json`);
  }
}

function hash(token: Secret): string {
  return createHash('sha256').update(token.reveal()).digest('hex');
}
