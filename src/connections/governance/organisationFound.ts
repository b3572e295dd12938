import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { OrganisationAnchor } from '../../model/organisationSchema.ts';
import {
  type Contact,
  type Freshness,
  freshness,
  type MembersInput,
  type Source,
  type SourceInput,
} from '../../policy/index.ts';
import type { Kept } from '../../storage/organisation/bundleCache.ts';
import { policySuffix } from '../../storage/policyFiles.ts';

/** What is known of one address and key. */
export interface Known {
  anchor: OrganisationAnchor;
  /** The newest bundle that was believed. */
  kept?: Kept;
  latestSeen: number;
  /** Whether the last attempt reached the address; absent before the first. */
  reached?: boolean;
  attemptedAt: number;
  /** Why the last attempt failed, in words. */
  problem?: string;
  /** The attempt that runs. */
  asking?: Promise<void>;
}

/** What people see of the organisation's policies. */
export interface OrganisationStatus {
  url: string;
  revision?: number;
  issuedAt?: string;
  /** When the address last confirmed it, milliseconds since 1970. */
  confirmedAt?: number;
  /** Why the last attempt failed, in words. */
  problem?: string;
}

/** The policies of the organisation as they are known at one moment. */
export interface OrganisationFound {
  /** Without its freshness, which hangs on what the documents say: {@link freshnessOf}. */
  source: SourceInput;
  members: MembersInput[];
  status: OrganisationStatus;
  contact?: Omit<Contact, 'availabilityDays'>;
  /** For how many days the bundle says that it holds. */
  days?: number | undefined;
}

/** Makes a source of a bundle, or of the want of one. */
export function describeKnown(
  { anchor, kept, latestSeen, reached = false, problem }: Known,
  now: number,
): OrganisationFound {
  const { url } = anchor;
  const base = { kind: 'organisation', id: url, trusted: true } as const;
  if (!kept) {
    const unreadable = problem ?? l10n.t('the address was not asked yet');
    return {
      source: { ...base, files: [{ file: url, unreadable }] },
      members: [],
      status: { url, problem: unreadable },
    };
  }
  const { bundle, record, directory } = kept;
  const { revision, issuedAt, availabilityDays: days } = bundle;
  const { confirmedAt } = record;
  const named = (wanted: (name: string) => boolean) =>
    bundle.files.filter(({ name }) => wanted(name)).map(({ name, text }) => ({ file: join(directory, name), text }));
  return {
    source: { ...base, files: named((name) => name.toLowerCase().endsWith(policySuffix)) },
    members: named((name) => name === 'members.jsonc').map((file) => ({ ...file, from: 'organisation' })),
    status: { url, revision, issuedAt, confirmedAt, ...(problem === undefined ? {} : { problem }) },
    contact: { now, confirmedAt, latestSeen, reachable: reached },
    days,
  };
}

/** How far the source is to be believed: the shortest time that the bundle or one of its documents asks for. */
export function freshnessOf({ contact, days }: OrganisationFound, { documents }: Source): Freshness {
  if (!contact) return { state: 'fresh' };
  const own = days === undefined ? [] : [days];
  const availabilityDays = [...own, ...documents.map(({ content }) => content.availabilityDays)];
  return freshness({ ...contact, availabilityDays });
}
