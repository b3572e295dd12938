/*
 * The policy engine: may this person do this here, and why. Pure; what it needs is given to it as plain data.
 *
 *   const source = updateSource(before, { kind: 'workspace', id: directory, trusted, files });
 *   const table = compile({ sources: [source], principal, domain, now });
 *   decide(table, { action: 'create', connector, authType, folder, account });   // and explain(), alternatives()
 *   const cell = table.intern(connection);  isAllowed(table, cell, 'use');       // the fast path
 */

export { type AccountKind, type Action, accountKinds, actions, bitOf, writes } from './actions.ts';
export { isTooOld } from './age.ts';
export { type Alternative, alternatives } from './alternatives.ts';
export { type CompileInput, compile, compileSteps } from './compile.ts';
export {
  type Decision,
  decide,
  decideCell,
  decideMove,
  decidingRule,
  isAllowed,
  type Outcome,
  type Reason,
  type Request,
} from './decide.ts';
export { type Change, type Difference, diff, diffSteps, type Impact, impact, impactSteps } from './diff.ts';
export { type PolicyDocument, type Read, readPolicy, readPolicySteps } from './document/document.ts';
export { knownKeys } from './document/knownKeys.ts';
export type { PolicyProblem, Severity } from './document/problem.ts';
export { policySchema } from './document/schema.ts';
export type { Address, Path } from './document/text.ts';
export { draftExemption } from './exempt.ts';
export { type Explanation, explain, type RuleFacts } from './explain.ts';
export type {
  ConnectorFact,
  Domain,
  FactName,
  FolderFact,
  Permission,
  Principal,
  RoleDefinition,
  RoleGrant,
  Subject,
} from './facts.ts';
export { sameUser, userKey } from './facts.ts';
export { type Contact, type Freshness, freshness } from './freshness.ts';
export { lint, lintSteps } from './lint/lint.ts';
export { groupsOf, type Members, principalOf, readFolderRoles, readMembers, rolesOf } from './members.ts';
export type { MembersInput, PolicyPlaces, PolicySources } from './places.ts';
export {
  type PolicyTestFile,
  type PolicyTestResult,
  policyTestSteps,
  readPolicyTests,
  runPolicyTests,
} from './policyTest.ts';
export { defaultAuthType, type Origin, type PresetField, type Presets, presets, type Refusal } from './presets.ts';
export { builtInRoles, type FolderRights, rightsInFolder } from './roles.ts';
export type { Rule, RuleKind } from './rule.ts';
export {
  type BrokenFile,
  isSilent,
  isUnknown,
  type Source,
  type SourceInput,
  type SourceKind,
  updateSource,
} from './source.ts';
export { atOnce, inSlices, type Steps } from './steps.ts';
export { type Checked, checkSubmission, type Submission } from './submission.ts';
export type { PolicyTable } from './table.ts';
export { folderName, sourceName } from './words.ts';
