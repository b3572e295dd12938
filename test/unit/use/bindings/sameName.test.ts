import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Secret } from '../../../../src/model/secret.ts';
import { BindingOverrides } from '../../../../src/storage/bindingOverrides.ts';
import { BindingFiles } from '../../../../src/use/bindings/bindingFiles.ts';
import { WindowBindings } from '../../../../src/use/bindings/bindings.ts';
import { type Lease, LocalService } from '../../../../src/use/localService.ts';
import { WorkspaceScope } from '../../../../src/use/terminal/workspaceScope.ts';
import { put } from '../../../support/connections.ts';
import { json } from '../../../support/localServer.ts';
import { remember } from '../../../support/secrets.ts';
import { servicing, tokenOf } from '../../../support/servicing.ts';
import { temporaryDirectory } from '../../../support/temporary.ts';

describe('a name that two workspace folders bind', () => {
  const world = servicing();
  const windows = temporaryDirectory();
  let bindings: WindowBindings;
  let service: LocalService;
  const scopes: WorkspaceScope[] = [];
  const directory = (name: string) => join(world.parts.workspace, name);

  beforeEach(async () => {
    const other = await world.connect({ name: 'Other' }, tokenOf(remember('provider-token-of-the-other-folder')));
    const bind = async (name: string, connection: string) => {
      const file = join(directory(name), '.patchbay', 'bindings.jsonc');
      await put(file, { version: 1, bindings: { desk: { connection } } });
      return { file, kind: 'patchbay' } as const;
    };
    const places = [await bind('a', world.id), await bind('ab', other)];
    bindings = new WindowBindings(
      world.parts,
      new BindingFiles(async () => places),
      new BindingOverrides(world.parts.root),
    );
    service = new LocalService(world.parts, bindings, { folders: () => [], windows: windows.path });
    world.provider.answer = (seen, response) => json(response, { as: seen.headers.authorization });
  });
  afterEach(async () => {
    for (const scope of scopes.splice(0)) scope.dispose();
    await service.close();
    bindings.dispose();
  });

  const leaseIn = async (...names: string[]) => {
    const scope = new WorkspaceScope(world.parts, bindings, () => names.map(directory));
    scopes.push(scope);
    await scope.read();
    return service.lease(scope, 'terminals');
  };
  const ask = async ({ url, bearer }: Pick<Lease, 'url' | 'bearer'>, path: string, init: RequestInit = {}) => {
    const answer = await fetch(url + path, { ...init, headers: { authorization: `Bearer ${bearer.reveal()}` } });
    return (await answer.json()) as { as?: string; token?: string; patchbay?: { code: string } };
  };
  const desk = async (lease: Pick<Lease, 'url' | 'bearer'>) => {
    const { as, patchbay } = await ask(lease, world.through('/me', 'desk'));
    return as ?? patchbay?.code;
  };

  it('means to the terminals of each what its own file says', async () => {
    assert.equal(await desk(await leaseIn('a')), `Bearer ${world.token}`);
    assert.equal(await desk(await leaseIn('ab')), 'Bearer provider-token-of-the-other-folder');
  });

  it('means the same to a program that may do less, and is listed as that', async () => {
    const lease = await leaseIn('a');
    const body = JSON.stringify({ bindings: ['desk'] });
    const { token = '' } = await ask(lease, '/patchbay_/api/v1/bearers', { method: 'POST', body });
    const bearer = new Secret(remember(token));
    assert.equal(await desk({ url: lease.url, bearer }), `Bearer ${world.token}`);
    const listed = (await ask(lease, '/patchbay_/api/v1/bindings')) as unknown as { connection: { id: string } }[];
    assert.deepEqual(
      listed.map(({ connection }) => connection.id),
      [world.id],
    );
  });

  it('means nothing to who is in both, or in none', async () => {
    assert.equal(await desk(await leaseIn('a', 'ab')), 'PB752');
    assert.equal(await desk(await service.lease({ everything: true }, 'a test')), 'PB752');
  });
});
