import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import { viewIds } from '../contributions.ts';
import { showProblem } from '../showProblem.ts';
import type { TreeNode } from './nodes.ts';

const mimeType = `application/vnd.code.tree.${viewIds.connections}`;

/** Moves connections by dragging them onto a folder, or onto something in it; “Move to Folder…” does it by keyboard. */
export class DragAndDrop implements vscode.TreeDragAndDropController<TreeNode> {
  readonly dragMimeTypes = [mimeType];
  readonly dropMimeTypes = [mimeType];
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  handleDrag(source: readonly TreeNode[], data: vscode.DataTransfer): void {
    const ids = source.flatMap((node) => (node.kind === 'connection' ? [node.connection.id] : []));
    if (ids.length > 0) data.set(mimeType, new vscode.DataTransferItem(ids));
  }

  async handleDrop(target: TreeNode | undefined, data: vscode.DataTransfer): Promise<void> {
    const dropped: unknown = data.get(mimeType)?.value;
    const folder = target?.kind === 'folder' ? target.folder : target?.parent.folder;
    if (!folder || !Array.isArray(dropped)) return;
    try {
      const ids = dropped.filter((id): id is string => typeof id === 'string');
      const { connections } = await this.#parts.files.snapshot();
      const elsewhere = ids.filter((id) => connections.get(id)?.folder !== folder.id);
      if (elsewhere.length === 0) return;
      const { moveAndReport } = await import('../reportMoves.ts');
      await moveAndReport(this.#parts, elsewhere, folder);
    } catch (error) {
      void showProblem(error, this.#parts.log);
    }
  }
}
