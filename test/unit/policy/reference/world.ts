/*
 * What the reference evaluator knows of the world. Its own words on purpose: nothing here comes from src, so that a mistake
 * there cannot hide in a shared name.
 */

export interface World {
  sources: {
    kind: 'machine' | 'organisation' | 'user' | 'workspace';
    id: string;
    files: { file: string; policy: Policy | null }[];
    expired?: boolean;
  }[];
  user: string | undefined;
  groups: string[] | undefined;
  connectors: { key: string; categories: string[] }[];
  folders: FolderOfWorld[];
  ownRoles: { name: string; permissions: string[] }[];
  /** `2026-06-15`. */
  today: string;
}

export interface FolderOfWorld {
  id: string;
  kind: 'personal' | 'shared';
  path: string[];
  parent?: string;
  roles?: {
    line: number;
    grants: { role: string; users: string[]; groups: string[]; everybody?: boolean; line: number }[];
  };
  unreadable?: boolean;
}

/** A policy file, as JSON. `null` in a {@link World} stands for a file that cannot be read and has no good past. */
export interface Policy {
  name: string;
  deploy: { tenant?: true; group?: string; priority?: number; user?: string; policy?: 'none' }[];
  inherits?: boolean;
  settings?: { connectors?: Record<string, ConnectorEntry>; existing?: 'keep' | 'warn' | 'block' };
  guardrails?: Guard[];
}

export interface ConnectorEntry {
  enabled?: boolean;
  authTypes?: Record<string, { enabled?: boolean; except?: Exception[] }>;
  except?: Exception[];
}

export interface Guard {
  id: string;
  deny: string[];
  when?: Words;
  unless?: Words;
  rollout?: 'audit' | 'warn' | 'enforce';
  from?: string;
  except?: Exception[];
}

export type Words = Record<string, string | string[]>;

export interface Exception {
  connection: string;
  until: string;
  reason: string;
  approvedBy: string;
}

export interface Point {
  connector: string;
  authType: string;
  folder: string;
  account: string;
  connection?: string;
}

/** What is known of one action at one point. */
export interface Verdict {
  outcome: 'allow' | 'deny' | 'indeterminate';
  blocked: boolean;
  warned: boolean;
  audited: boolean;
  marked: boolean;
  /** `deny baseline.policy.jsonc#guardrails/0`, the one that decides first. */
  reasons: string[];
  missing: string[];
}
