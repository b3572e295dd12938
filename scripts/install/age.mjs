import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run } from './run.mjs';

/** Whether age's own command line is here: the tests open with it what Patchbay sealed. */
export function hasAge() {
  return spawnSync('age', ['--version']).status === 0;
}

/** Installs Debian's or Ubuntu's age where we may; elsewhere the tests that need it are skipped, and say so. */
export async function installAge() {
  const mayInstall = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall) {
    console.log(
      'age (https://age-encryption.org) was not found: the tests that open sealed texts with it are skipped.',
    );
    return;
  }
  console.log('Installing age for the tests …');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', ['update', '-qq'], { env });
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'age'], { env });
  } catch (error) {
    console.log(`age could not be installed, and the tests that need it are skipped: ${error.message}`);
  }
}
