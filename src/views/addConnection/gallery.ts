import { FormPlaces } from '../../connections/governedFormPlaces.ts';
import type { Parts } from '../../connections/parts.ts';
import { connectionState } from '../../connections/state.ts';
import type { AuthType } from '../../model/authType.ts';
import type { CatalogEntry } from '../../model/connector.ts';
import { type Folder, folderLabel } from '../../model/folder.ts';
import { untrustedWorkspace } from '../../model/problems.ts';
import { needsAttention } from '../../model/state.ts';
import { accountKinds } from '../../policy/actions.ts';
import type { ConnectorCard, FolderChoice, ToPanel } from './protocol.ts';

type GalleryParts = Pick<Parts, 'catalog' | 'files' | 'states' | 'isTrusted' | 'governance' | 'recent'>;

/**
 * What the first screens of the panel show, as folders, connections, catalog and policies are now.
 *
 * @param places takes the lines of policies that it names.
 */
export async function galleryMessage(parts: GalleryParts, places: FormPlaces): Promise<ToPanel> {
  const [entries, { folders, connections }, recent] = await Promise.all([
    parts.catalog.entries(),
    parts.files.snapshot(),
    parts.recent.keys(),
    parts.states.ready(),
    parts.governance.table(),
  ]);
  const uses = new Map<string, { used: number; attention: number }>();
  for (const connection of connections.values()) {
    const use = uses.get(connection.connector) ?? { used: 0, attention: 0 };
    use.used += 1;
    if (needsAttention(connectionState(parts.states, connection))) use.attention += 1;
    uses.set(connection.connector, use);
  }
  const open = [...folders.values()].filter((folder) => isOpen(parts, folder));
  const connectors: ConnectorCard[] = [];
  for (const entry of entries) {
    const place = recent.indexOf(entry.key);
    connectors.push({
      ...entry,
      ...(uses.get(entry.key) ?? { used: 0, attention: 0 }),
      ...(place === -1 ? {} : { recent: place }),
      ...(await turnedOff(parts, entry, open.length > 0 ? open : [...folders.values()], places)),
    });
  }
  connectors.sort((a, b) => a.name.localeCompare(b.name));
  const choices: FolderChoice[] = [];
  for (const folder of folders.values()) choices.push(await folderChoice(parts, folder, entries, places));
  choices.sort((a, b) => personalFirst(a) - personalFirst(b) || a.label.localeCompare(b.label));
  return { type: 'gallery', folders: choices, connectors };
}

function isOpen({ isTrusted }: GalleryParts, { kind }: Folder): boolean {
  return kind === 'personal' || isTrusted();
}

/** Whether policies let one of these connectors be created in one of these folders, in whatever way. */
function isCreatable(
  { governance }: GalleryParts,
  entries: readonly CatalogEntry[],
  folders: readonly Folder[],
): boolean {
  return entries.some(({ key, authTypes }) =>
    folders.some(({ id }) =>
      authTypes.some((authType) =>
        accountKinds.some((accountKind) => {
          const subject = { connector: key, authType, folder: id, accountKind };
          return governance.decideNow('create', subject)?.blocked !== true;
        }),
      ),
    ),
  );
}

/** The applications that policies allow nowhere, with the sentence that says so. */
export async function turnedOffEntries(
  parts: GalleryParts,
  entries: readonly CatalogEntry[],
): Promise<Map<string, string>> {
  const [{ folders }] = await Promise.all([parts.files.snapshot(), parts.governance.table()]);
  const open = [...folders.values()].filter((folder) => isOpen(parts, folder));
  const places = new FormPlaces(() => parts.isTrusted());
  const found = new Map<string, string>();
  for (const entry of entries) {
    const { off } = await turnedOff(parts, entry, open, places);
    if (off) found.set(entry.key, off.sentence);
  }
  return found;
}

async function turnedOff(
  parts: GalleryParts,
  entry: CatalogEntry,
  folders: readonly Folder[],
  places: FormPlaces,
): Promise<Pick<ConnectorCard, 'off'>> {
  const [authType] = entry.authTypes;
  const [folder] = folders;
  if (!authType || !folder || isCreatable(parts, [entry], folders)) return {};
  const words = await denialWords(parts, { connector: entry.key, authType, folder: folder.id }, places);
  return words ? { off: words } : {};
}

async function folderChoice(
  parts: GalleryParts,
  folder: Folder,
  entries: readonly CatalogEntry[],
  places: FormPlaces,
): Promise<FolderChoice> {
  return {
    id: folder.id,
    label: folderLabel(folder),
    kind: folder.kind,
    ...(folder.description === undefined ? {} : { description: folder.description }),
    ...(await whyBlocked(parts, folder, entries, places)),
  };
}

async function whyBlocked(
  parts: GalleryParts,
  folder: Folder,
  entries: readonly CatalogEntry[],
  places: FormPlaces,
): Promise<Pick<FolderChoice, 'blocked' | 'place'>> {
  if (!isOpen(parts, folder)) return { blocked: untrustedWorkspace().message };
  if (isCreatable(parts, entries, [folder])) return {};
  const asked = aboutFolder(parts, entries, folder);
  const words = asked && (await denialWords(parts, asked, places));
  return words ? { blocked: words.sentence, ...(words.place === undefined ? {} : { place: words.place }) } : {};
}

/** What is denied for the folder's sake, not because an application or a way to sign in is turned off everywhere. */
function aboutFolder(
  { governance }: GalleryParts,
  entries: readonly CatalogEntry[],
  { id: folder }: Folder,
): { connector: string; authType: AuthType; folder: string } | undefined {
  for (const { key: connector, authTypes } of entries) {
    for (const authType of authTypes) {
      const asked = { connector, authType, folder };
      const [reason] = governance.decideNow('create', { ...asked, accountKind: 'personal' })?.reasons ?? [];
      if (reason?.rule.kind !== 'connector' && reason?.rule.kind !== 'authType') return asked;
    }
  }
  return undefined;
}

async function denialWords(
  { governance }: GalleryParts,
  asked: { connector: string; authType: AuthType; folder: string },
  places: FormPlaces,
): Promise<{ sentence: string; at?: string; place?: number } | undefined> {
  const ruling = await governance.ruling('create', { ...asked, accountKind: 'personal' });
  if (ruling.outcome !== 'blocked') return undefined;
  const { message, at, place } = places.denial(ruling.denial);
  return { sentence: message, ...(at === undefined ? {} : { at }), ...(place === undefined ? {} : { place }) };
}

function personalFirst({ kind }: FolderChoice): number {
  return kind === 'personal' ? 0 : 1;
}
