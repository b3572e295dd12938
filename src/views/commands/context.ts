import type { Parts } from '../../connections/parts.ts';
import type { DeviceCodes } from '../deviceCodes.ts';
import type { PasteOffers } from '../pasteOffers.ts';
import type { TreeApi } from '../tree/register.ts';

/** What commands work with. */
export interface CommandContext {
  parts: Parts;
  tree: TreeApi;
  addPanel: { open(preselect?: { folder?: string; connector?: string }): void };
  details: { open(connectionId: string): void };
  showLog(): void;
  pasteOffers: PasteOffers;
  deviceCodes: DeviceCodes;
}
