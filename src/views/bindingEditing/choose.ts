import * as vscode from 'vscode';
import type { Parts } from '../../connections/parts.ts';
import type { Connection } from '../../model/connection.ts';
import { personalFolderId } from '../../model/folder.ts';
import { type Binding, bindingKindOf } from '../../use/bindings/binding.ts';
import type { Bindings } from '../../use/bindings/bindings.ts';
import { readBindings } from '../../use/bindings/readBindings.ts';
import { pickConnections } from '../pickConnection.ts';
import { replaceText } from '../replaceText.ts';
import { sayInformation } from '../say.ts';
import type { TreeApi } from '../tree/register.ts';
import { bindFor } from './edits.ts';

/** Lets a person choose which connection a binding means. */
export class Choosing {
  readonly #parts: Parts;
  readonly #bindings: Bindings;
  readonly #tree: Pick<TreeApi, 'connectorName' | 'ready'>;

  constructor(parts: Parts, bindings: Bindings, tree: Pick<TreeApi, 'connectorName' | 'ready'>) {
    this.#parts = parts;
    this.#bindings = bindings;
    this.#tree = tree;
  }

  /** For this person alone; the file stays as it is. */
  async forMe(file: string, name: string): Promise<void> {
    const binding = await bindingIn(file, name);
    const chosen = await this.#pick(binding, vscode.l10n.t('“{0}”, for me', name));
    if (chosen) await this.#bindings.choose(binding, chosen.id);
  }

  /** For everybody, by the file; what this person chose for themselves before counts no longer. */
  async forAll(file: string, name: string): Promise<void> {
    const binding = await bindingIn(file, name);
    const chosen = await this.#pick(binding, vscode.l10n.t('“{0}”, for everybody', name));
    if (!chosen) return;
    const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
    const after = bindFor(document.getText(), binding, chosen);
    if (after === undefined) return;
    await replaceText(document, after);
    this.#bindings.reload();
    await this.#bindings.choose(binding, await this.#ownChoice(binding, chosen));
    if (binding.kind === 'patchbay' && chosen.folder === personalFolderId) {
      void sayInformation(
        vscode.l10n.t(
          'The file now says “each person’s own connection to {0}”, since nobody else has yours.',
          chosen.connector,
        ),
      );
    }
  }

  /** The file can name nobody's own connection; where this person has several, which of them is their own choice. */
  async #ownChoice({ kind }: Binding, { id, folder, connector }: Connection): Promise<string | undefined> {
    if (kind === 'uipath' || folder !== personalFolderId) return undefined;
    const { connections } = await this.#parts.files.snapshot();
    const own = [...connections.values()].filter(
      (one) => one.folder === personalFolderId && one.connector === connector,
    );
    const leadsThere = own.length === 1 || own.some((one) => one.id === id && one.isDefault);
    return leadsThere ? undefined : id;
  }

  async #pick({ connector }: Binding, title: string): Promise<Connection | undefined> {
    await this.#tree.ready();
    const choose = (connection: Connection) => connector === undefined || connection.connector === connector;
    const [chosen] = await pickConnections(this.#parts, this.#tree, { title, choose });
    return chosen;
  }
}

/** The binding as it stands in the editor now. */
async function bindingIn(file: string, name: string): Promise<Binding> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  const kind = bindingKindOf(file) ?? 'patchbay';
  const found = readBindings(document.getText(), file, kind).bindings.find((one) => one.name === name);
  // A mistake in it, which its author sees; the name is enough to choose.
  return found ?? { name, kind, file, at: { offset: 0, length: 0 }, whole: { offset: 0, length: 0 } };
}
