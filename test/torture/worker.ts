/* One window under torture: uses connections at random until it is told to stop, or killed. */
import { appendFileSync } from 'node:fs';
import { useCredential } from '../../src/connections/credential.ts';
import { Problem } from '../../src/model/problem.ts';
import { type Setting, windowParts } from './setting.ts';

const setting = JSON.parse(process.argv[2] ?? '') as Setting;
const journal = process.argv[3] ?? '';
const parts = await windowParts(setting, (id, attempt) => appendFileSync(journal, `${id} ${attempt}\n`));
let stopped = false;
process.on('message', () => {
  stopped = true;
});
await parts.states.ready();
process.send?.({ ready: true });

const counts = { used: 0, outages: 0, refused: 0, errors: [] as string[] };
while (!stopped) {
  const id = setting.connections[Math.floor(Math.random() * setting.connections.length)] ?? '';
  try {
    const { stored, connection } = await useCredential(parts, id, { by: 'torture' });
    if (stored.credential.kind !== 'oauth') throw new Error('not an OAuth credential');
    const answer = await fetch(`${setting.acmeUrl}/api/me`, {
      headers: { Authorization: `Bearer ${stored.credential.accessToken.reveal()}` },
    });
    await answer.body?.cancel();
    if (answer.status === 200) counts.used++;
    // A second is short: the token may end on its way.
    else if (answer.status === 401) counts.refused++;
    else counts.errors.push(`${connection.name}: HTTP ${answer.status}`);
  } catch (error) {
    if (error instanceof Problem && (error.code === 'PB401' || error.code === 'PB404')) counts.outages++;
    else counts.errors.push(error instanceof Problem ? error.code : String(error));
  }
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 30));
}
await parts.audit.flush();
process.send?.({ counts });
process.disconnect?.();
