import { spawn } from 'node:child_process';

/** Shows an address in the person's browser, where there is a desktop; does nothing where there is none. */
export function openInBrowser(url: string): void {
  const opener = {
    darwin: ['open', url],
    win32: ['cmd', '/c', 'start', '', url],
    linux: process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'] ? ['xdg-open', url] : [],
  }[process.platform as string];
  const [program, ...args] = opener ?? [];
  if (!program) return;
  const child = spawn(program, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
