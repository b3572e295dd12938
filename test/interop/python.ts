import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository } from '../editor/paths.ts';

const run = promisify(execFile);
const requirements = join(import.meta.dirname, 'requirements.txt');

/** Nobody waits longer for a package index, in milliseconds. */
const installMs = 300_000;

/** The least that the SDK asks for. */
const least = [3, 11];

/** A Python with the SDK in it, or why there is none. */
export type Python = { program: string } | { missing: string };

/**
 * Makes a virtual environment with the pinned SDK, once for these requirements and this Python, below `out/`.
 *
 * @throws where Python is there and the SDK cannot be installed.
 */
export async function pythonWithSdk(): Promise<Python> {
  const found = await findPython();
  if (!found) return { missing: `there is no Python ${least.join('.')} or newer` };
  const wanted = createHash('sha256')
    .update(readFileSync(requirements))
    .update(found.version)
    .digest('hex')
    .slice(0, 12);
  const directory = join(repository, 'out', 'interop', wanted);
  const made = join(directory, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  if (existsSync(join(directory, 'complete'))) return { program: made };
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(join(repository, 'out', 'interop'), { recursive: true });
  try {
    await run(found.program, ['-m', 'venv', directory], { timeout: installMs });
  } catch (error) {
    // Debian has venv in a package of its own.
    return { missing: `python -m venv does not work here (${firstLine(error)})` };
  }
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps', '-r', requirements];
  await run(made, pip, { timeout: installMs });
  // Last, so that what broke off is made anew.
  mkdirSync(join(directory, 'making'));
  renameSync(join(directory, 'making'), join(directory, 'complete'));
  return { program: made };
}

async function findPython(): Promise<{ program: string; version: string } | undefined> {
  for (const program of ['python3', 'python']) {
    const said = await run(program, ['-c', 'import sys; print("%d.%d" % sys.version_info[:2])']).catch(() => undefined);
    const version = said?.stdout.trim() ?? '';
    const [major = 0, minor = 0] = version.split('.').map(Number);
    const [wantedMajor = 0, wantedMinor = 0] = least;
    if (major === wantedMajor && minor >= wantedMinor) return { program, version };
  }
  return undefined;
}

function firstLine(error: unknown): string {
  return String((error as { stderr?: string }).stderr || error).split('\n')[0] ?? '';
}
