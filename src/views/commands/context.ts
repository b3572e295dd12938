import type { Parts } from '../../connections/parts.ts';
import type { Bindings } from '../../use/bindings/bindings.ts';
import type { LocalService } from '../../use/localService.ts';
import type { Use } from '../../use/register.ts';
import type { AttentionApi } from '../attention/register.ts';
import type { DeviceCodes } from '../deviceCodes.ts';
import type { PasteOffers } from '../pasteOffers.ts';
import type { ReadOnlyDocuments } from '../readOnlyDocuments.ts';
import type { TreeApi } from '../tree/register.ts';

/** What commands work with. */
export interface CommandContext {
  parts: Parts;
  tree: TreeApi;
  bindings: Bindings;
  service: LocalService;
  use: Use;
  addPanel: { open(preselect?: { folder?: string; connector?: string }): void };
  details: { open(connectionId: string): void };
  attention: AttentionApi;
  calls: { open(connectionId?: string): void };
  governance: { open(connectionId?: string): void };
  members: { open(folderId?: string): void };
  documents: Pick<ReadOnlyDocuments, 'show'>;
  /** The extension's own storage. */
  root: string;
  /** The extension's folder `media`. */
  media: string;
  showLog(): void;
  pasteOffers: PasteOffers;
  deviceCodes: DeviceCodes;
}
