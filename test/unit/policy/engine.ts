/* Gives a random world of the reference to the engine, and brings its answers into the words of the reference. */
import { authTypes } from '../../../src/model/authType.ts';
import {
  compile,
  type Decision,
  type Domain,
  decideCell,
  type PolicyTable,
  type Rule,
  type Source,
  updateSource,
} from '../../../src/policy/index.ts';
import type { Point, Verdict, World } from './reference/world.ts';

export function textOf(policy: unknown): string {
  return policy === null ? '{ "name": "broken", ' : JSON.stringify(policy, null, 2);
}

export function sourcesOf(world: World): Source[] {
  return world.sources.map(({ kind, id, files, expired }) =>
    updateSource(undefined, {
      kind,
      id,
      trusted: true,
      files: files.map(({ file, policy }) => ({ file, text: textOf(policy) })),
      ...(expired ? { freshness: { state: 'expired' as const, because: 'age' as const } } : {}),
    }),
  );
}

export function domainOf(world: World): Domain {
  const at = (file: string, line: number) => ({ file, line, column: 1, offset: line, length: 1 });
  return {
    connectors: world.connectors.map((connector) => ({ ...connector, name: connector.key, authTypes })),
    folders: world.folders.map(({ id, kind, path, parent, roles, unreadable }) => ({
      id,
      kind,
      path,
      ...(parent === undefined ? {} : { parent }),
      ...(roles
        ? {
            roles: {
              at: at(id, roles.line),
              grants: roles.grants.map(({ everybody, ...grant }) => ({
                ...grant,
                ...(everybody ? { everybody } : {}),
                at: at(id, grant.line),
              })),
            },
          }
        : {}),
      ...(unreadable ? { rolesUnreadable: at(id, 1) } : {}),
    })),
    roles: world.ownRoles as NonNullable<Domain['roles']>,
  };
}

export function tableOf(world: World, sources = sourcesOf(world)): PolicyTable {
  const { user, groups, today } = world;
  return compile({
    sources,
    principal: { user, groups },
    domain: domainOf(world),
    now: Date.parse(`${today}T12:00:00Z`),
  });
}

/** What the engine says of one action at one point. */
export function verdictOf(table: PolicyTable, point: Point, action: string): Verdict {
  const cell = table.intern(point as Parameters<PolicyTable['intern']>[0]);
  return wordsOf(decideCell(table, cell, action as Decision['action']));
}

function wordsOf({ outcome, blocked, warned, audited, marked, reasons, missing }: Decision): Verdict {
  return {
    outcome,
    blocked,
    warned,
    audited,
    marked,
    reasons: reasons.map(({ effect, rule }) => `${effect} ${nameOf(rule)}`),
    missing: [...missing],
  };
}

export function nameOf(rule: Rule): string {
  if (rule.kind === 'role') return `${rule.address.file}:${rule.address.line}`;
  return rule.kind === 'unknown' ? rule.address.file : `${rule.address.file}#${rule.path.join('/')}`;
}
