import type { AcmeControl } from './control.ts';
import type { Snapshot } from './records.ts';

/** The control of an Acme in another process, by its `controlUrl`. */
export function remoteControl(controlUrl: string): AcmeControl {
  const call = async (action: string, body?: object): Promise<unknown> => {
    const post = { method: 'POST', body: JSON.stringify(body ?? {}), headers: { 'Content-Type': 'application/json' } };
    const response = await fetch(`${controlUrl}/${action}`, action === 'records' ? {} : post);
    if (!response.ok) throw new Error(`Acme’s control answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  return {
    records: async () => (await call('records')) as Snapshot,
    revoke: async (grant) => ((await call('revoke', { grant })) as { revoked: number }).revoked,
    fail: async (fault) => void (await call('fail', fault)),
    down: async (how) => void (await call('down', { how })),
    up: async () => void (await call('up')),
    set: async (settings) => void (await call('set', settings)),
    reset: async () => void (await call('reset')),
  };
}
