import assert from 'node:assert/strict';
import type { AuthType } from '../../../src/model/authType.ts';
import {
  type CompileInput,
  compile,
  type Domain,
  type PolicyDocument,
  type PolicyTable,
  type Principal,
  type Request,
  readPolicy,
  type Source,
  type SourceInput,
  type SourceKind,
  updateSource,
} from '../../../src/policy/index.ts';

/** Noon on the day on which the tests happen. */
export const now = Date.parse('2026-06-15T12:00:00Z');

export const ana: Principal = { user: 'ana@acme.example', groups: ['finance'] };

const connector = (key: string, name: string, categories: string[], ...authTypes: AuthType[]) => ({
  key,
  name,
  categories,
  authTypes,
});

export const domain: Domain = {
  connectors: [
    connector('github', 'GitHub', ['Developer tools'], 'oauth2', 'byoa', 'pat'),
    connector('pinterest', 'Pinterest', ['Marketing'], 'byoa'),
    connector('salesforce', 'Salesforce', ['CRM'], 'byoa', 'clientCredentials'),
  ],
  folders: [
    { id: 'personal', kind: 'personal', path: [] },
    { id: 'finance', kind: 'shared', path: ['Finance'] },
    { id: 'payables', kind: 'shared', path: ['Finance', 'Payables'], parent: 'finance' },
    { id: 'hr', kind: 'shared', path: ['HR'] },
  ],
};

/** What a policy file looks like before it says anything. */
export const tenant = { name: 'Baseline', deploy: [{ tenant: true }] };

/** A file's text: an object is written as JSON. */
export function textOf(content: object | string): string {
  return typeof content === 'string' ? content : JSON.stringify(content, null, 2);
}

/** Reads a policy that must be good. */
export function good(content: object | string, file = 'baseline.policy.jsonc'): PolicyDocument {
  const { document, problems } = readPolicy(textOf(content), file);
  assert.deepEqual(problems, []);
  assert.ok(document);
  return document;
}

/** The codes and lines of what is wrong with a text. */
export function wrong(content: object | string): string[] {
  const { document, problems } = readPolicy(textOf(content), 'a.policy.jsonc');
  assert.equal(document, undefined, 'the text was taken');
  return problems.map(({ code, line }) => `${code}:${line}`);
}

/** A source with these files: name → content. */
export function source(
  kind: SourceKind,
  files: Record<string, object | string>,
  options: Partial<SourceInput> = {},
): Source {
  const input: SourceInput = {
    kind,
    id: `/${kind}`,
    trusted: true,
    files: Object.entries(files).map(([file, content]) => ({ file, text: textOf(content) })),
    ...options,
  };
  const result = updateSource(undefined, input);
  const unexpected = result.broken.flatMap(({ problems }) => problems);
  if (!options.files) assert.deepEqual(unexpected, []);
  return result;
}

/** The table of Ana on the day of the tests, unless told otherwise. */
export function table(sources: Source | Source[], input: Partial<CompileInput> = {}): PolicyTable {
  return compile({ sources: [sources].flat(), principal: ana, domain, now, ...input });
}

/** A table of one workspace with one policy for everybody. */
export function policyTable(content: object, input: Partial<CompileInput> = {}): PolicyTable {
  return table(source('workspace', { 'baseline.policy.jsonc': { ...tenant, ...content } }), input);
}

/** A question with an answer to everything. */
export function ask(changes: Partial<Request> = {}): Request {
  return { action: 'create', connector: 'github', authType: 'pat', folder: 'finance', account: 'personal', ...changes };
}
