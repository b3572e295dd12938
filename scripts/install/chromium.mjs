import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run } from './run.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

const fixedPlaces = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ...['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA'].flatMap((name) => {
    const root = process.env[name];
    const places = [
      'Google/Chrome/Application/chrome.exe',
      'Chromium/Application/chrome.exe',
      'Microsoft/Edge/Application/msedge.exe',
    ];
    return root ? places.map((place) => join(root, place)) : [];
  }),
];

/**
 * A browser of the Chromium family on this machine: `PATCHBAY_CHROMIUM`, the PATH, or where installers put it.
 * @returns {string | undefined}
 */
export function findChromium() {
  const onPath = (process.env.PATH ?? '').split(delimiter).flatMap((folder) => names.map((name) => join(folder, name)));
  return [process.env.PATCHBAY_CHROMIUM ?? '', ...onPath, ...fixedPlaces].find((file) => file && existsSync(file));
}

/** Installs Debian's or Ubuntu's Chromium where we may; elsewhere says what to do. */
export async function installChromium() {
  const mayInstall = process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (!mayInstall) {
    throw new Error(
      'The tests drive a browser, and no Chromium, Chrome or Edge was found. Install one (on Debian or Ubuntu: ' +
        '“sudo apt-get install chromium”), or set PATCHBAY_CHROMIUM to its program, and run this again.',
    );
  }
  console.log('Installing Chromium for the tests (about a minute) …');
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'], { env });
  if (!findChromium()) throw new Error('Chromium was installed but cannot be found on the PATH.');
}
