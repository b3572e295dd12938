import { isTreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, folderOf } from './targets.ts';

/** What is known before the first question: by the row on which + was clicked, or by a link. */
export interface Preselect {
  folder?: string;
  connector?: string;
}

/** Opens the Add panel, with the folder of the row, or what a caller names. */
export async function add({ addPanel }: CommandContext, target?: CommandTarget | Preselect): Promise<void> {
  addPanel.open(preselectOf(target));
}

/** @returns only what is known, so that the panel keeps what the person chose before. */
export function preselectOf(target: CommandTarget | Preselect): Preselect {
  if (target === null || typeof target !== 'object' || 'from' in target) return {};
  if (!isTreeNode(target)) {
    const { folder, connector } = target;
    return {
      ...(typeof folder === 'string' ? { folder } : {}),
      ...(typeof connector === 'string' ? { connector } : {}),
    };
  }
  const folder = folderOf(target);
  return folder ? { folder: folder.id } : {};
}
