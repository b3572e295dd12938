/* The service of proxy.bench.ts, a process of its own, as the extension host is: with policies, vault, audit log and the log of calls. */
import { CallLog } from '../../../src/use/seen/callLog.ts';
import { ofService } from '../../../src/use/seen/ofService.ts';
import { World } from '../../support/servicing.ts';
import { serveMeasured } from './measured.ts';

const [provider = ''] = process.argv.slice(2);
const world = new World();
await world.start({ limits: { concurrent: 2000 } });
const id = await world.connectTo(provider);
const headers = { authorization: `Bearer ${world.bearer.reveal()}` };
// What the tests look at is not kept here, and what a person sees is.
world.calls = { push: () => 0 } as never;
const calls = new CallLog(world.parts.usage);
world.service.onCall((call) => calls.record(ofService(call)));
process.on('disconnect', async () => {
  await calls.flush();
  await world.stop();
  process.exit(0);
});
serveMeasured({ url: world.service.url, path: world.through('', id), headers });
