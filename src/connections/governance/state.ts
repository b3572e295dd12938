import { createHash } from 'node:crypto';
import type { CatalogEntry } from '../../model/connector.ts';
import type { Folder } from '../../model/folder.ts';
import {
  compileSteps,
  type Domain,
  inSlices,
  type PolicyDocument,
  type PolicyPlaces,
  type PolicyTable,
  type Principal,
  type Read,
  readPolicy,
  readPolicySteps,
  type Source,
  type SourceInput,
  updateSource,
} from '../../policy/index.ts';
import { FolderKeeper } from './folders.ts';
import { freshnessOf, type OrganisationFound, type OrganisationStatus } from './organisationFound.ts';
import { type BrokenPeople, type KnownPeople, type People, PeopleKeeper } from './people.ts';

/** What a table is made from. */
export interface Found {
  places: PolicyPlaces;
  organisation?: OrganisationFound | undefined;
  folders: ReadonlyMap<string, Folder>;
  catalog: readonly CatalogEntry[];
  /** Asked only where an answer may hang on it. */
  who(): Promise<string | undefined>;
  now: number;
}

/** Everything that holds at one moment. */
export interface Governed {
  table: PolicyTable;
  sources: readonly Source[];
  /** `members.jsonc` and `folder.jsonc` files that are not in force as they stand. */
  broken: readonly BrokenPeople[];
  people: KnownPeople;
  /** Who works in one workspace folder, by the path of its `members.jsonc`. */
  membership: People['membership'];
  organisation?: OrganisationStatus;
  /** Of all texts that are in force; empty where there are none. */
  digest: string;
}

/** Keeps the last good of everything, and makes the table of the person when something changed. */
export class PolicyState {
  readonly #people = new PeopleKeeper();
  readonly #folders = new FolderKeeper();
  #sources = new Map<string, Source>();
  #last:
    | { mark: string; documents: readonly unknown[]; catalog: readonly CatalogEntry[]; governed: Governed }
    | undefined;

  /**
   * Gives the next state: the very same object where nothing changed that an answer hangs on. Gives way to others between
   * its steps, since policies may be long.
   */
  async update(found: Found): Promise<Governed> {
    const { places, organisation, catalog, now } = found;
    const sources = await this.#updateSources(places.sources, organisation);
    const people = this.#people.read([...(organisation?.members ?? []), ...places.members]);
    const folders = this.#folders.read(found.folders);
    const principal = await principalOf(found, sources, folders.facts, people);
    const domain: Domain = { connectors: catalog, folders: folders.facts, roles: people.roles };
    const broken = [...people.broken, ...folders.broken];
    const status = organisation ? { organisation: organisation.status } : {};
    const documents = sources.flatMap((source) => source.documents);
    const described = sources.map(({ documents: _, broken: files, ...source }) => ({
      ...source,
      broken: files.map(({ lastGood, ...file }) => ({ ...file, kept: lastGood !== undefined })),
    }));
    const mark = JSON.stringify([described, principal, domain.folders, domain.roles, broken, people.mark]);
    const last = this.#last;
    const same = last?.mark === mark && last.catalog === catalog && sameItems(last.documents, documents);
    if (same && now < last.governed.table.parts.validUntil && now >= last.governed.table.parts.now) {
      Object.assign(last.governed, status);
      return last.governed;
    }
    const table = await inSlices(compileSteps({ sources, principal, domain, now }));
    const { known, membership } = people;
    const digest = digestOf(sources);
    const governed: Governed = { table, sources, broken, people: known, membership, digest, ...status };
    this.#last = { mark, documents, catalog, governed };
    return governed;
  }

  async #updateSources(inputs: readonly SourceInput[], organisation: OrganisationFound | undefined): Promise<Source[]> {
    const next = new Map<string, Source>();
    for (const input of inputs) {
      const key = JSON.stringify([input.kind, input.id]);
      next.set(key, await updateSlowly(this.#sources.get(key), input));
    }
    if (organisation) {
      const key = JSON.stringify(['organisation', organisation.source.id]);
      const source = await updateSlowly(this.#sources.get(key), organisation.source);
      next.set(key, { ...source, freshness: freshnessOf(organisation, source) });
    }
    this.#sources = next;
    return [...next.values()];
  }
}

/** {@link updateSource}, with others going first while changed files are read. */
async function updateSlowly(previous: Source | undefined, input: SourceInput): Promise<Source> {
  const read = new Map<string, Read<PolicyDocument['content']>>();
  for (const { file, text } of input.files ?? []) {
    const known = previous?.documents.find((document) => document.file === file);
    if (text !== undefined && known?.text !== text) read.set(file, await inSlices(readPolicySteps(text, file)));
  }
  return updateSource(previous, input, (text, file) => read.get(file) ?? readPolicy(text, file));
}

/** Who asks. Where nothing is governed nobody needs to know, and finding out may take long. */
async function principalOf(
  { who }: Found,
  sources: readonly Source[],
  folders: Domain['folders'],
  people: ReturnType<PeopleKeeper['read']>,
): Promise<Principal> {
  const speaks = sources.some(
    ({ documents, broken, freshness }) => documents.length > 0 || broken.length > 0 || freshness.state === 'expired',
  );
  const governed = speaks || folders.some((folder) => folder.roles ?? folder.rolesUnreadable);
  return governed ? people.principal(await who()) : { user: undefined, groups: undefined };
}

function sameItems(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}

function digestOf(sources: readonly Source[]): string {
  const texts = sources.flatMap(({ kind, documents }) => documents.map(({ file, text }) => [kind, file, text]));
  return texts.length === 0 ? '' : createHash('sha256').update(JSON.stringify(texts)).digest('hex');
}
