import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Governance, GovernedSubject } from '../../src/connections/governance.ts';
import { Denial } from '../../src/model/denial.ts';
import { put } from './connections.ts';
import { type TestParts, testParts } from './testParts.ts';

type Action = Parameters<Governance['require']>[0];

/** What a policy file of the tests says before it says anything. */
export const tenant = { name: 'Baseline', contact: 'Platform team', deploy: [{ tenant: true }] };

/** A workspace with the shared folder “Finance” for each test of the suite that calls this, and questions about it. */
export function governedWorld() {
  let parts: TestParts;
  beforeEach(async () => {
    parts = await testParts();
    await put(join(finance(), 'folder.jsonc'), { version: 1 });
  });
  afterEach(() => parts.close());

  const finance = () => join(parts.workspace, '.patchbay', 'folders', 'Finance');
  const shared = () => `shared:${finance()}`;
  const place = (name: string) => join(parts.workspace, '.patchbay', name);
  const subject = (changes: Partial<GovernedSubject> = {}): GovernedSubject => ({
    ...{ connector: 'github', authType: 'pat', folder: shared(), accountKind: 'personal' },
    ...changes,
  });
  /** The problem with which something is not done; `undefined` where it may be. */
  const denial = async (action: Action, changes: Partial<GovernedSubject> = {}): Promise<Denial | undefined> => {
    try {
      await parts.governance.require(action, subject(changes));
      return undefined;
    } catch (error) {
      assert.ok(error instanceof Denial, String(error));
      return error;
    }
  };
  return {
    get parts() {
      return parts;
    },
    ...{ finance, shared, place, subject, denial },
    /** Writes a policy of the workspace. */
    policy: (content: object | string, name = 'baseline') => put(place(`policies/${name}.policy.jsonc`), content),
    /** The code of each action's problem, or `ok`. */
    codes: async (...actions: Action[]) => {
      const found: string[] = [];
      for (const action of actions) found.push((await denial(action))?.code ?? 'ok');
      return found.join(' ');
    },
    /** Files were changed, and the editor has told. */
    changed: async () => {
      parts.policiesChanged();
      await parts.files.reload();
      await parts.governance.table();
    },
    /** The lines of the audit log about policies. */
    audited: async () => {
      const lines = await parts.audit.latest(100);
      return lines.filter(({ action }) => action === 'policy').map(({ outcome, detail }) => `${outcome} ${detail}`);
    },
  };
}
