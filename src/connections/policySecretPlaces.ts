import { dirname } from 'node:path';
import type { PresetField } from '../policy/index.ts';
import type { Governance } from './governance.ts';

/** What must be known of the surroundings of a policy's secret. */
export interface PolicySecretPlaces {
  /** Whom the policy says to ask. */
  contact?: string;
  /** The folders of the workspace: what lies in a repository is no secret. */
  workspaces: readonly string[];
}

/** The surroundings of the secret that a policy gives for a field. */
export async function policySecretPlaces(
  governance: Pick<Governance, 'status'>,
  field: Pick<PresetField, 'origin'> | undefined,
): Promise<PolicySecretPlaces> {
  const { sources } = await governance.status();
  const document = sources
    .flatMap(({ documents }) => documents)
    .find(({ file }) => file === field?.origin?.address.file);
  const contact = document?.content.contact;
  // A workspace's source is its `.patchbay/policies`.
  const workspaces = sources.filter(({ kind }) => kind === 'workspace').map(({ id }) => dirname(dirname(id)));
  return { ...(contact === undefined ? {} : { contact }), workspaces };
}
