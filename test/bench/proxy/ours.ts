/* The service of proxy.bench.ts, a process of its own, as the extension host is: with policies, vault and audit log. */
import { World } from '../../support/servicing.ts';
import { serveMeasured } from './measured.ts';

const [provider = ''] = process.argv.slice(2);
const world = new World();
await world.start({ limits: { concurrent: 2000 } });
const id = await world.connectTo(provider);
const headers = { authorization: `Bearer ${world.bearer.reveal()}` };
world.calls = { push: () => 0 } as never;
process.on('disconnect', () => void world.stop().then(() => process.exit(0)));
serveMeasured({ url: world.service.url, path: world.through('', id), headers });
