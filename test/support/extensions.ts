import { randomUUID } from 'node:crypto';
import type { Connection } from '../../src/model/connection.ts';
import type { Caller, Installed } from '../../src/use/api/caller.ts';
import type { Memory } from '../../src/use/api/consents.ts';
import type { PatchbaySession } from '../../src/use/api/patchbay.ts';
import type { AccessAnswer, AccessQuestion, ChoiceOfConnection, Person } from '../../src/use/api/person.ts';

/** The editor's memory, without an editor. */
export class MapMemory implements Memory {
  readonly values = new Map<string, unknown>();

  keys(): readonly string[] {
    return [...this.values.keys()];
  }

  get<T>(key: string): T | undefined {
    return this.values.get(key) as T | undefined;
  }

  async update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, structuredClone(value));
  }
}

/** A person who answers as a test wants. */
export class ScriptedPerson implements Person {
  readonly asked: AccessQuestion[] = [];
  readonly offered: string[][] = [];
  readonly signedIn: string[] = [];
  answer: AccessAnswer | Promise<AccessAnswer> = 'allow';
  choice: (offered: readonly Connection[]) => Connection | 'add' | undefined = ([first]) => first;
  adds: () => Promise<Connection | undefined> = async () => undefined;
  onSignIn: (id: string) => Promise<void> = async () => {};

  async mayUse(question: AccessQuestion): Promise<AccessAnswer> {
    this.asked.push(question);
    return this.answer;
  }

  async choose({ offered }: ChoiceOfConnection): Promise<Connection | 'add' | undefined> {
    this.offered.push(offered.map(({ name }) => name));
    return this.choice(offered);
  }

  async signIn(id: string): Promise<void> {
    this.signedIn.push(id);
    await this.onSignIn(id);
  }

  add(): Promise<Connection | undefined> {
    return this.adds();
  }
}

/** An extension as a test has it, with what it was handed. */
export interface TestExtension extends Installed {
  isActive: boolean;
  packageJSON: Record<string, unknown>;
  exports: unknown;
  received: { session: PatchbaySession; ticket: string }[];
}

export const patchbayId = 'patchbay.patchbay';

/** One that is as docs/api.md wants it, unless changed. */
export function testExtension(id: string, changes: Partial<TestExtension> = {}): TestExtension {
  const received: TestExtension['received'] = [];
  const [publisher, name] = id.split('.');
  const exports = Object.freeze({
    receivePatchbaySession: (session: PatchbaySession, ticket: string) => void received.push({ session, ticket }),
  });
  const packageJSON = { publisher, name, displayName: `The ${name}`, extensionDependencies: [patchbayId] };
  return { id, isActive: true, packageJSON, exports, received, activate: async () => {}, ...changes };
}

export function testCaller(id = 'acme.caller'): Caller {
  return { id, name: 'Caller', publisher: 'acme', receive: () => {} };
}

export const newTicket = () => randomUUID();
