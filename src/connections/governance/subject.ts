import { basename } from 'node:path';
import type { AuthType } from '../../model/authType.ts';
import type { Problem } from '../../model/problem.ts';
import type { Action, Decision, Source, Subject } from '../../policy/index.ts';
import type { AuditEntry } from '../../storage/auditLog.ts';

/** What is decided about: a connection, or what the Add form has so far. */
export interface GovernedSubject {
  /** Of a connection that exists. */
  id?: string;
  name?: string;
  /** A connector's key. */
  connector: string;
  authType: AuthType;
  /** A folder's id. */
  folder: string;
  accountKind: 'personal' | 'service';
}

/** The same in the words of the policy engine. */
export function subjectOf({ id, connector, authType, folder, accountKind }: GovernedSubject): Subject {
  return { connector, authType, folder, account: accountKind, ...(id === undefined ? {} : { connection: id }) };
}

/** The line of the audit log about a decision; `undefined` for one that nothing is to be said of. */
export function auditEntry(
  { action, outcome, blocked, warned, audited, reasons, missing }: Decision,
  subject: GovernedSubject,
  by: string,
): AuditEntry | undefined {
  if (!blocked && !warned && !audited) return undefined;
  const rules = reasons.map(({ rule }) => {
    const said = [rule.policy, rule.guardrail?.id].filter((part) => part !== undefined).join('#');
    return `${said} ${basename(rule.address.file)}:${rule.address.line}`.trim();
  });
  const why = rules.length > 0 ? rules : missing.map((fact) => `${fact}?`);
  const code = outcome === 'indeterminate' || reasons[0]?.rule.kind === 'unknown' ? 'PB651' : 'PB650';
  return line(action, subject, by, blocked ? code : warned ? 'warned' : 'audited', why.join(', '));
}

/** The line of the audit log about a value that policies do not let pass: its field, never the value. */
export function refusalEntry(
  action: Action,
  subject: GovernedSubject,
  { code, field }: Problem,
  by: string,
): AuditEntry {
  return line(action, subject, by, code, field ?? '');
}

function line(action: Action, subject: GovernedSubject, by: string, outcome: string, why: string): AuditEntry {
  const { id = '', connector, authType, folder, accountKind } = subject;
  const detail = `${action} ${connector} ${authType} ${accountKind} ${basename(folder)}: ${why}`;
  return { action: 'policy', connection: id, name: subject.name?.trim() || connector, by, outcome, detail };
}

/** The line of the audit log about other policies than before, by the digest of their texts. */
export function changeEntry(sources: readonly Source[], digest: string): AuditEntry {
  const kinds = ['machine', 'organisation', 'user', 'workspace'] as const;
  const counts = kinds.map((kind) => {
    const documents = sources.filter((source) => source.kind === kind).flatMap((source) => source.documents);
    return `${kind} ${documents.length}`;
  });
  const detail = `${counts.join(', ')}; ${digest === '' ? 'none' : `sha256 ${digest}`}`;
  return { action: 'policy', connection: '', name: 'policies', by: 'patchbay', outcome: 'changed', detail };
}
