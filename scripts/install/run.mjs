import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of this checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/**
 * Runs a program to its end and shows what it says only where it fails.
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd?: string, env?: Record<string, string> }} [options]
 * @returns {Promise<void>} rejects with the last lines that it said.
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const windows = process.platform === 'win32';
    // On Windows npm is a script, which only a shell starts.
    const child = spawn(program, args, {
      cwd: options.cwd ?? root,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: windows,
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said = (said + data).slice(-4000)));
    const end = () => child.kill('SIGTERM');
    process.once('SIGINT', end).once('SIGTERM', end);
    child.on('error', (error) => reject(new Error(`${program} could not be started: ${error.message}`)));
    child.on('exit', (code) => {
      process.off('SIGINT', end).off('SIGTERM', end);
      if (code === 0) resolve();
      else reject(new Error(`${said.trim()}\n\n“${[program, ...args].join(' ')}” failed.`));
    });
  });
}

/**
 * Does `action` where its inputs changed since it last succeeded.
 * @param {string} stamp a file that remembers the inputs
 * @param {string[]} inputs files whose content decides
 * @param {() => Promise<void>} action
 */
export async function whenChanged(stamp, inputs, action) {
  const digest = () => {
    const hash = createHash('sha256');
    for (const file of inputs) hash.update(existsSync(file) ? readFileSync(file) : '').update('\0');
    return hash.digest('hex');
  };
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === digest()) return;
  await action();
  // npm may have completed its lock file, so the state after it is what counts.
  writeFileSync(stamp, digest());
}
