import * as z from 'zod/mini';
import { authTypes } from '../model/authType.ts';
import { accountKinds, actions } from './actions.ts';
import { compileSteps } from './compile.ts';
import { startOf } from './dates.ts';
import { decide, type Outcome } from './decide.ts';
import { type ReadFile, readWith } from './document/document.ts';
import type { PolicyProblem } from './document/problem.ts';
import type { Address } from './document/text.ts';
import type { Domain, FolderFact, Principal } from './facts.ts';
import type { Rule } from './rule.ts';
import type { Source } from './source.ts';
import { atOnce, type Steps } from './steps.ts';

const word = z.string().check(z.minLength(1), z.maxLength(200));

export const policyTestSchema = z.strictObject({
  $schema: z.optional(z.string()),
  tests: z.array(
    z.strictObject({
      name: word,
      as: z
        .strictObject({
          user: word,
          groups: z._default(z.array(word), []),
          roles: z
            .optional(z.array(word))
            .check(z.describe('Roles in the folder, instead of those that its file gives.')),
        })
        .check(z.describe('Who asks.')),
      on: z
        .optional(z.iso.date())
        .check(z.describe('The day (UTC) for which the question is asked; today without it.')),
      action: z.enum(actions),
      connector: word,
      authType: z.enum(authTypes),
      folder: word.check(z.describe('“personal”, or the path of a shared folder such as Finance/Payables.')),
      account: z.enum(accountKinds),
      connection: z.optional(z.guid()),
      expect: z.enum(['allow', 'warn', 'deny', 'indeterminate']),
      by: z.optional(word).check(z.describe('The id of the guardrail, or the name of the policy, that must decide.')),
    }),
  ),
});

/** A `*.policy-test.jsonc`: what policies must decide. */
export type PolicyTestFile = ReadFile<z.infer<typeof policyTestSchema>>;

export type PolicyTestCase = PolicyTestFile['content']['tests'][number];

/** How one test went. */
export interface PolicyTestResult {
  name: string;
  address: Address;
  passed: boolean;
  expected: PolicyTestCase['expect'];
  actual: PolicyTestCase['expect'];
  /** The rule that decided, where one did. */
  rule?: Rule;
  /** The guardrail or policy that was expected to decide, where another did. */
  by?: string;
}

/** Reads a `*.policy-test.jsonc`. */
export function readPolicyTests(text: string, file: string): { document?: PolicyTestFile; problems: PolicyProblem[] } {
  return readWith(policyTestSchema, text, file, () => []);
}

/** Runs tests against the policies of all sources. Each asks as its own person, on its own day. */
export function runPolicyTests(
  file: PolicyTestFile,
  sources: readonly Source[],
  domain: Domain,
  now: number,
): PolicyTestResult[] {
  const all = file.content.tests.keys();
  return [...all].map((index) => atOnce(policyTestSteps(file, index, sources, domain, now)));
}

/** Runs one test of a file, in steps. */
export function* policyTestSteps(
  file: PolicyTestFile,
  index: number,
  sources: readonly Source[],
  domain: Domain,
  now: number,
): Steps<PolicyTestResult> {
  const test = file.content.tests[index] as PolicyTestCase;
  const { name, expect, by } = test;
  const principal: Principal = { user: test.as.user, groups: test.as.groups };
  const folders = domain.folders.map((folder) => withRoles(folder, test));
  const moment = test.on === undefined ? now : startOf(test.on);
  const table = yield* compileSteps({ sources, principal, domain: { ...domain, folders: [...folders] }, now: moment });
  const decision = decide(table, { ...test, folder: idOf(folders, test.folder) });
  const rule = decision.reasons[0]?.rule;
  const actual = decision.warned ? 'warn' : decision.outcome;
  const byAnother = by !== undefined && by !== rule?.guardrail?.id && by !== rule?.policy;
  return {
    name,
    address: file.locate(['tests', index]),
    passed: actual === expect && !byAnother,
    expected: expect,
    actual: actual satisfies Outcome | 'warn',
    ...(rule ? { rule } : {}),
    ...(byAnother ? { by } : {}),
  };
}

/** A folder with the roles that the test gives, as if its file gave them. */
function withRoles(fact: FolderFact, { as: { roles, user }, folder }: PolicyTestCase): FolderFact {
  if (!roles) return fact;
  const { parent: _, rolesUnreadable: __, ...rest } = fact;
  const at = { file: folder, line: 1, column: 1, offset: 0, length: 0 };
  return { ...rest, roles: { at, grants: roles.map((role) => ({ role, users: [user], at })) } };
}

function idOf(folders: readonly FolderFact[], path: string): string | undefined {
  return folders.find((fact) => pathOf(fact) === path)?.id;
}

function pathOf({ kind, path }: FolderFact): string {
  return kind === 'personal' ? 'personal' : path.join('/');
}
