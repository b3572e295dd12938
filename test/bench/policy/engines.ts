/* The engines, each given the same policy set in its own language and asked whether a connection may be created. */
import { readFileSync } from 'node:fs';
import { AbilityBuilder, createMongoAbility, subject } from '@casl/ability';
import cedar from '@cedar-policy/cedar-wasm/nodejs';
import { loadPolicy } from '@open-policy-agent/opa-wasm';
import { bitOf, compile, decide, type PolicyTable, updateSource } from '../../../src/policy/index.ts';
import { domain, files, guardrails, levels, principal, type Question } from './rules.ts';

/** An engine that has loaded the policy set. */
export interface Engine<Request = unknown> {
  name: string;
  /** Brings a question into the engine's form, outside the clock. */
  prepare(question: Question): Request;
  mayCreate(request: Request): boolean;
}

export function ourTable(): PolicyTable {
  const source = updateSource(undefined, { kind: 'organisation', id: 'bench', trusted: true, files });
  return compile({ sources: [source], principal, domain, now: Date.UTC(2026, 5, 15) });
}

const create = bitOf('create');

export function tableByWords(table: PolicyTable): Engine<Parameters<typeof decide>[1]> {
  return {
    name: 'Patchbay, string request',
    prepare: ({ folder, ...rest }) => ({ ...rest, folder: folder.id, action: 'create' }),
    mayCreate: (request) => !decide(table, request).blocked,
  };
}

export function tableByCells(table: PolicyTable): Engine<number> {
  return {
    name: 'Patchbay, interned',
    prepare: ({ folder, ...rest }) => table.intern({ ...rest, folder: folder.id }),
    mayCreate: (cell) => ((table.words[cell] as number) & create) !== 0,
  };
}

/**
 * CASL: the last rule that matches wins, so the far levels come first and the guardrails last. The connector is the type of
 * the subject, by which CASL keeps its rules apart: twelve times as fast as a condition on it.
 */
export function casl(): Engine<ReturnType<typeof subject>> {
  const { can, cannot, build } = new AbilityBuilder(createMongoAbility);
  can('create', 'all');
  for (const level of levels.toReversed()) {
    for (const [connector, entries] of Object.entries(level)) {
      for (const [authType, on] of Object.entries(entries)) (on ? can : cannot)('create', connector, { authType });
    }
  }
  cannot('create', 'all', { kind: 'shared', account: 'personal' });
  cannot('create', 'all', { kind: 'shared', roles: { $nin: ['Folder Administrator'] } });
  cannot('create', 'all', { authType: 'basic' });
  const ability = build();
  return {
    name: 'CASL 7.0.1',
    prepare: ({ connector, folder, ...rest }) =>
      subject(connector, { ...rest, kind: folder.kind, roles: folder.roles }),
    mayCreate: (request) => ability.can('create', request),
  };
}

/** OPA: Rego compiled to wasm, the policy set as its data. */
export async function opaWasm(): Promise<Engine<object>> {
  const policy = await loadPolicy(readFileSync(new URL('./opa/policy.wasm', import.meta.url)));
  policy.setData({ levels, guardrails });
  return {
    name: 'OPA wasm 1.22.2',
    prepare: ({ folder, ...rest }) => ({ ...rest, action: 'create', folder: folder.kind, roles: folder.roles }),
    mayCreate: (request) => policy.evaluate(request)[0]?.result === true,
  };
}

type CedarCall = Parameters<typeof cedar.statefulIsAuthorized>[0];

/** Cedar has no levels: what the nearest level turns off is resolved before Cedar sees it, one policy each. */
export function cedarWasm(): Engine<CedarCall> {
  const staticPolicies: Record<string, string> = {
    all: 'permit(principal, action, resource);',
    g0: 'forbid(principal, action == Action::"create", resource) when { resource.kind == "shared" && resource.account == "personal" };',
    g1: 'forbid(principal, action == Action::"create", resource) when { resource.kind == "shared" } unless { resource.roles.contains("Folder Administrator") };',
    g2: 'forbid(principal, action == Action::"create", resource) when { resource.authType == "basic" };',
  };
  const nearest: Record<string, Record<string, boolean>> = {};
  for (const level of levels.toReversed()) {
    for (const [connector, entries] of Object.entries(level))
      nearest[connector] = { ...nearest[connector], ...entries };
  }
  for (const [connector, entries] of Object.entries(nearest)) {
    for (const [type, on] of Object.entries(entries)) {
      const where = `resource.connector == ${JSON.stringify(connector)} && resource.authType == ${JSON.stringify(type)}`;
      if (!on)
        staticPolicies[`${connector} ${type}`] =
          `forbid(principal, action == Action::"create", resource) when { ${where} };`;
    }
  }
  const answer = cedar.preparsePolicySet('bench', { staticPolicies });
  if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors));
  const uid = { type: 'Connection', id: 'it' };
  return {
    name: 'Cedar wasm 4.13.0',
    prepare: ({ folder, ...rest }) => ({
      principal: { type: 'User', id: 'ana' },
      action: { type: 'Action', id: 'create' },
      resource: uid,
      context: {},
      preparsedPolicySetId: 'bench',
      entities: [{ uid, attrs: { ...rest, kind: folder.kind, roles: folder.roles }, parents: [] }],
    }),
    mayCreate: (request) => {
      const made = cedar.statefulIsAuthorized(request);
      return made.type === 'success' && made.response.decision === 'allow';
    },
  };
}

/** All of them, made when they are asked for. Ours come first. */
export const engines: readonly (() => Promise<Engine>)[] = [
  async () => tableByCells(ourTable()) as Engine,
  async () => tableByWords(ourTable()) as Engine,
  async () => casl() as Engine,
  async () => (await opaWasm()) as Engine,
  async () => cedarWasm() as Engine,
];
