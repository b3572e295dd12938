import { basename, join } from 'node:path';
import type { OrganisationAnchor } from '../model/organisationSchema.ts';
import { Problem } from '../model/problem.ts';
import { parseJsonc } from './jsoncFile.ts';
import { type MachinePolicies, type OwnershipCheck, readMachinePolicies } from './machinePolicies.ts';
import { readAnchor } from './organisation/anchor.ts';
import { type PolicyFile, readPolicyDirectory, readPolicyFile } from './policyFiles.ts';

/** Where to look for policies. */
export interface PolicyLocations {
  /** The directory of the computer. */
  machine: string;
  /** The directory of the person. */
  user: string;
  /** The folders of the workspace. */
  workspaces: readonly string[];
  trusted: boolean;
  /** The setting `patchbay.organisationPolicy`, as it is there. */
  organisation: unknown;
}

type Kind = 'machine' | 'organisation' | 'user' | 'workspace';

/** What was found in one place. */
export interface FoundSource {
  kind: Kind;
  id: string;
  trusted: boolean;
  files?: PolicyFile[];
  unreadable?: string;
  demoted?: { from: Kind; because: string };
}

/** Everything that was found. */
export interface FoundPlaces {
  sources: FoundSource[];
  /** Every `members.jsonc` that counts, with whose it is. */
  members: (PolicyFile & { from: Kind })[];
  organisation?: OrganisationAnchor;
}

export const organisationSetting = 'patchbay.organisationPolicy';

/** What `.patchbay` of a workspace folder holds for everybody. */
export const workspacePlaces = (folder: string) => ({
  policies: join(folder, '.patchbay', 'policies'),
  members: join(folder, '.patchbay', 'members.jsonc'),
});

/** Looks into all places. Never throws: what cannot be read says so in its place. */
export async function readPolicyPlaces(where: PolicyLocations, check?: OwnershipCheck): Promise<FoundPlaces> {
  const [machine, user, ...workspaces] = await Promise.all([
    readMachinePolicies(where.machine, check),
    readPolicyDirectory(where.user),
    ...where.workspaces.map((folder) => readWorkspace(folder, where.trusted)),
  ]);
  const organisation = organisationOf(machine, where.organisation);
  const from: Kind = machine.demoted === undefined ? 'machine' : 'user';
  return {
    sources: [
      machineSource(where.machine, machine),
      { kind: 'user', id: where.user, trusted: true, ...user },
      ...workspaces.map(({ source }) => source),
      ...(organisation && 'source' in organisation ? [organisation.source] : []),
    ],
    members: [
      ...(machine.members ? [{ ...machine.members, from }] : []),
      // What a repository says of people counts only where it is trusted: a group may spare somebody a rule.
      ...workspaces.flatMap(({ members }) =>
        members && where.trusted ? [{ ...members, from: 'workspace' as const }] : [],
      ),
    ],
    ...(organisation && 'anchor' in organisation ? { organisation: organisation.anchor } : {}),
  };
}

async function readWorkspace(folder: string, trusted: boolean): Promise<{ source: FoundSource; members?: PolicyFile }> {
  const { policies, members } = workspacePlaces(folder);
  const [found, people] = await Promise.all([readPolicyDirectory(policies, folder), readPolicyFile(members, folder)]);
  return {
    source: { kind: 'workspace', id: policies, trusted, ...found },
    ...(people ? { members: people } : {}),
  };
}

function machineSource(id: string, { files, unreadable, demoted }: MachinePolicies): FoundSource {
  return {
    kind: demoted === undefined ? 'machine' : 'user',
    id,
    trusted: true,
    ...(files ? { files } : {}),
    ...(unreadable === undefined ? {} : { unreadable }),
    ...(demoted === undefined ? {} : { demoted: { from: 'machine', because: demoted } }),
  };
}

/** The computer's own file says it, else the setting. One that cannot be followed is a source of which nothing is known. */
function organisationOf(
  { organisation }: MachinePolicies,
  setting: unknown,
): { anchor: OrganisationAnchor } | { source: FoundSource } | undefined {
  const empty = setting === undefined || setting === null || setting === '';
  if (!organisation && (empty || Object.keys(setting).length === 0)) return undefined;
  const read = organisation ? readAnchorFile(organisation) : readAnchor(setting);
  if ('anchor' in read) return read;
  const file = organisation?.file ?? organisationSetting;
  const broken = { file, unreadable: read.wrong };
  return { source: { kind: 'organisation', id: file, trusted: true, files: [broken] } };
}

function readAnchorFile({ file, text, unreadable }: PolicyFile): ReturnType<typeof readAnchor> {
  if (text === undefined) return { wrong: unreadable ?? '' };
  try {
    return readAnchor(parseJsonc(text, basename(file)));
  } catch (error) {
    return { wrong: error instanceof Problem ? error.message : String(error) };
  }
}
