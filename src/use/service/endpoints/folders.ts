import { sendJson } from '../answer.ts';
import type { Asked } from '../asked.ts';
import { wireFolder } from '../wire/connection.ts';

/**
 * `GET /orchestrator_/api/FoldersNavigation/GetFoldersForCurrentUser`: the one question that the SDK for Python puts to
 * another service before it lists the connections of a folder.
 */
export async function listFolders({ response, query, reach }: Asked): Promise<void> {
  const wanted = (query.get('searchText') ?? '').toLowerCase();
  const found = (await reach()).folders
    .map(wireFolder)
    .filter(({ fullyQualifiedName }) => fullyQualifiedName.toLowerCase().includes(wanted));
  const skip = Number(query.get('skip') ?? 0) || 0;
  const page = found.slice(skip, skip + (Number(query.get('take') ?? 0) || found.length));
  const items = page.map(({ key, displayName, fullyQualifiedName, folderType }) => {
    return { Key: key, DisplayName: displayName, FullyQualifiedName: fullyQualifiedName, FolderType: folderType };
  });
  sendJson(response, { PageItems: items, Count: found.length });
}
