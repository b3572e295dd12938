import type { PolicyDocument } from './document/document.ts';
import type { Deployment } from './document/schema.ts';
import type { Path } from './document/text.ts';
import { type Principal, sameUser } from './facts.ts';
import type { Source } from './source.ts';

/** The levels of deployment, the nearest to the person first. */
export const levels = ['user', 'group', 'tenant'] as const;

export type Level = (typeof levels)[number];

/** One document at one level, as it is deployed to the person. */
export interface Candidate {
  document: PolicyDocument;
  level: Level;
  /** The entry of `deploy`. */
  path: Path;
  /** The entry pins No Policy. */
  none: boolean;
  priority: number;
}

/** What one source says to one person. */
export interface Selection {
  source: Source;
  /**
   * The level that wins, with those below it from which its documents may inherit. A level holds one document; where a
   * source has two for the same people, both hold together. Empty: the source has no settings for this person.
   */
  chain: readonly (readonly Candidate[])[];
  /** The entry that ended the search with nothing. */
  pinned?: Candidate;
  /** Every entry that could have won, level by level. */
  candidates: readonly Candidate[];
  /** The documents whose guardrails hold, in the order of their files. */
  guarding: readonly PolicyDocument[];
}

/**
 * Which documents of a source hold for a person. Settings follow Automation Ops: the user's document before a group's
 * before the tenant's; between groups the lowest priority number; “none” ends the search with nothing. A document without
 * settings takes no part in that. Guardrails hold wherever a document is deployed to the person at all.
 */
export function select(source: Source, principal: Principal): Selection {
  const entries = source.documents.flatMap((document) => deployedTo(document, principal));
  const guarding = [...new Set(entries.filter(({ none }) => !none).map(({ document }) => document))];
  const candidates = entries.filter(({ none, document }) => none || document.content.settings);
  const chain: Candidate[][] = [];
  for (const level of levels) {
    const there = strongest(candidates.filter((candidate) => candidate.level === level));
    const holding = there.filter(({ none }) => !none);
    if (holding.length > 0) chain.push(holding);
    else if (there[0])
      return { source, chain, candidates, guarding, ...(chain.length === 0 ? { pinned: there[0] } : {}) };
  }
  return { source, chain, candidates, guarding };
}

function deployedTo(document: PolicyDocument, principal: Principal): Candidate[] {
  return document.content.deploy.flatMap((deployment, index) => {
    const level = levelOf(deployment, principal);
    if (!level) return [];
    const { policy, priority = 0 } = deployment;
    return [{ document, level, path: ['deploy', index], none: policy === 'none', priority }];
  });
}

function levelOf({ tenant, group, user }: Deployment, principal: Principal): Level | undefined {
  if (tenant) return 'tenant';
  if (group !== undefined) return principal.groups?.includes(group) ? 'group' : undefined;
  return principal.user !== undefined && sameUser(user as string, principal.user) ? 'user' : undefined;
}

/** Those with the lowest number; a document that is deployed twice counts once. */
function strongest(candidates: readonly Candidate[]): Candidate[] {
  const lowest = Math.min(...candidates.map(({ priority }) => priority));
  const documents = new Map<PolicyDocument, Candidate>();
  for (const candidate of candidates) {
    const known = documents.get(candidate.document);
    if (candidate.priority === lowest && (!known || known.none)) documents.set(candidate.document, candidate);
  }
  return [...documents.values()];
}
