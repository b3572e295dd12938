import type { Membership } from '../../../../src/connections/governance/people.ts';
import type { Folder } from '../../../../src/model/folder.ts';
import { sharedFolderId } from '../../../../src/storage/snapshot.ts';
import type { Scene } from '../../../../src/views/policyEditing/scene.ts';
import { scene } from '../policyEditing/editingFixture.ts';

const directory = '/w/.patchbay/folders/Finance';

export const folderFile = `${directory}/folder.jsonc`;

/** The usual scene with a folder that lies somewhere; of its three people Ana alone has a key. */
export function peopleScene(): Scene {
  const usual = scene();
  const id = sharedFolderId(directory);
  const folder: Folder = { id, kind: 'shared', name: 'Finance', path: ['Finance'], directory };
  const membership: Membership = {
    people: [
      { user: 'ana@x.example', keys: ['age1a'], signingKeys: [] },
      { user: 'bob@x.example', keys: [], signingKeys: [] },
    ],
    ambiguous: [],
    groupsOf: (user) => [...usual.people.groups].flatMap(([name, all]) => (all.includes(user) ? [name] : [])),
    inGroups: ['ana@x.example', 'bob@x.example', 'eve@x.example'],
    known: true,
  };
  return {
    ...usual,
    domain: {
      ...usual.domain,
      folders: [{ id, kind: 'shared', path: ['Finance'] }],
      roles: [{ name: 'Maker', permissions: ['Create', 'Edit'] }],
    },
    folders: new Map([[id, folder]]),
    membership: () => membership,
  };
}
