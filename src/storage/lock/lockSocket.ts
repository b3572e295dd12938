import { connect, createServer, type Server, type Socket } from 'node:net';

/** A listening socket that stands for a held lock: closing it, or dying, frees everybody who is connected to it. */
export interface LockSocket {
  close(): void;
}

/** @throws `EADDRINUSE` where somebody listens at `path` already, and other errors of `listen`. */
export async function listenAt(path: string): Promise<LockSocket> {
  const waiting = new Set<Socket>();
  const server = createServer((socket) => {
    waiting.add(socket);
    socket.unref();
    socket.on('error', () => {});
    socket.on('close', () => waiting.delete(socket));
  });
  await listening(server, path);
  // A lock does not keep a process alive: ending frees it.
  server.unref();
  return {
    close: () => {
      server.close();
      for (const socket of waiting) socket.destroy();
    },
  };
}

function listening(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => {
      server.off('error', reject);
      server.on('error', () => {});
      resolve();
    });
  });
}

/**
 * Waits while somebody listens at `path`.
 *
 * @returns `freed` when a holder was there and let go, `dead` where nobody listens there, `busy` where that could not be told now.
 * @throws the signal's reason.
 */
export function waitWhileHeld(path: string, stop: AbortSignal): Promise<'freed' | 'dead' | 'busy'> {
  return new Promise((resolve, reject) => {
    if (stop.aborted) return reject(stop.reason);
    let connected = false;
    let failure: string | undefined;
    const socket = connect(path, () => {
      connected = true;
    });
    const cancel = () => {
      reject(stop.reason);
      socket.destroy();
    };
    stop.addEventListener('abort', cancel, { once: true });
    socket.resume();
    socket.on('error', (error: NodeJS.ErrnoException) => {
      failure = error.code;
    });
    socket.on('close', () => {
      stop.removeEventListener('abort', cancel);
      if (connected) resolve('freed');
      else resolve(['ECONNREFUSED', 'ENOENT', 'ENOTSOCK'].includes(failure ?? '') ? 'dead' : 'busy');
    });
  });
}
