import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { Emitter } from '../../../src/model/event.ts';
import { agentsId } from '../../../src/use/agents/caller.ts';
import { Consents } from '../../../src/use/api/consents.ts';
import { Sessions } from '../../../src/use/api/session.ts';
import { CallLog } from '../../../src/use/seen/callLog.ts';
import { findUsages, usageWords } from '../../../src/views/usages.ts';
import { MapMemory, ScriptedPerson, testCaller } from '../../support/extensions.ts';
import { servicing } from '../../support/servicing.ts';

describe('usages of a connection', () => {
  const world = servicing();

  it('name extensions as long as they may use it, and as it is what the person was asked about', async () => {
    const { parts } = world;
    const consents = new Consents(new MapMemory());
    const person = new ScriptedPerson();
    const bindings = { resolve: async () => parts.files.connection(world.id), onDidChange: new Emitter<void>().event };
    const calls = new CallLog(parts.usage);
    const sessions = new Sessions({ parts, consents, bindings, calls, person: async () => person });
    const words = async (id = world.id) =>
      (await findUsages(parts, { bindings: { all: async () => [] }, consents }, id)).map(usageWords);
    assert.deepEqual(await words(), []);
    await sessions.session(testCaller('acme.counter'), () => true).requestAccess(world.id);
    person.answer = 'never';
    await sessions.session(testCaller('acme.refused'), () => true).requestAccess(world.id);
    assert.deepEqual(await words(), ['extension “Caller” (acme.counter)']);
    assert.deepEqual(await words(world.id.toUpperCase()), await words());
    assert.deepEqual(await words('6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10'), []);
    const text = await readFile(world.file(), 'utf8');
    await writeFile(world.file(), text.replace(world.provider.origin, 'https://evil.example'));
    await parts.files.reload();
    assert.deepEqual(await words(), [], 'it would be asked anew');
    await writeFile(world.file(), text);
    await parts.files.reload();
    assert.equal((await words()).length, 1);
    await consents.forget({ extension: 'acme.counter', connection: world.id });
    assert.deepEqual(await words(), []);
    sessions.dispose();
  });

  it('name agents as agents, and not as an extension', () => {
    const usage = { kind: 'extension', extension: agentsId, name: 'Agents of this editor' } as const;
    assert.equal(usageWords(usage), 'Agents, through its MCP server');
  });
});
