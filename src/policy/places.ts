import type { Event } from '../model/event.ts';
import type { OrganisationAnchor } from '../model/organisationSchema.ts';
import type { SourceInput, SourceKind } from './source.ts';

/** A `members.jsonc`, with its text or why it cannot be read. */
export interface MembersInput {
  file: string;
  text?: string;
  unreadable?: string;
  /** Whose it is: what a higher authority says of a group or role is not changed by a lower one. */
  from: SourceKind;
}

/** Everything that was found in all places at one moment, but for what the organisation's address gives. */
export interface PolicyPlaces {
  sources: readonly SourceInput[];
  members: readonly MembersInput[];
  /** Where the policies of the organisation are. */
  organisation?: OrganisationAnchor;
}

/** The places in which policies lie; the editor knows them. */
export interface PolicySources {
  /** Fires when something in them may have changed: a file, a setting, trust, the person. Not before the first `read`. */
  readonly onDidChange: Event<void>;
  /** Looks into all of them. Never rejects: what cannot be read says so in its place. */
  read(): Promise<PolicyPlaces>;
}
