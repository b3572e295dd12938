import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { connectorForm } from '../../connections/form.ts';
import type { Parts } from '../../connections/parts.ts';
import { policyMark } from '../../connections/policyMark.ts';
import { whomToAsk } from '../../connections/sharing/recipients.ts';
import { connectionState } from '../../connections/state.ts';
import type { Connection } from '../../model/connection.ts';
import { DisposableList } from '../../model/disposable.ts';
import type { Folder } from '../../model/folder.ts';
import { connectionGone } from '../../model/problems.ts';
import type { Address } from '../../policy/index.ts';
import type { Snapshot } from '../../storage/snapshot.ts';
import type { Consents } from '../../use/api/consents.ts';
import type { Bindings } from '../../use/bindings/bindings.ts';
import { findUsages, usageWords } from '../usages.ts';
import { type DetailsSource, describeDetails } from './describe.ts';
import type { Keeping } from './facts.ts';
import { type ConnectionDetails, type DetailAction, fromDetailsSchema, type ToDetails } from './protocol.ts';
import { sharingDetails } from './sharing.ts';
import { watchUse } from './watchUse.ts';

/** So many lines of the audit log are shown. */
const historyLength = 20;

/** The page and the editor around it. */
export interface DetailsSurface {
  post(message: ToDetails): void;
  /** The name on the tab. */
  title(name: string): void;
  run(action: DetailAction, connectionId: string): void;
  open(place: Address): void;
  close(): void;
}

/** What the page says of the editor. */
interface DetailsEditor {
  keeping: Keeping;
  locale: string;
}

/** What code does with connections. */
export interface DetailsUse {
  bindings: Pick<Bindings, 'all' | 'onDidChange'>;
  consents: Pick<Consents, 'all' | 'onDidChange'>;
}

/** The extension's side of one details page: keeps it true to files and states, and runs what is pressed. */
export class DetailsSession {
  readonly #parts: Parts;
  readonly #use: DetailsUse;
  readonly #id: string;
  readonly #surface: DetailsSurface;
  readonly #editor: DetailsEditor;
  readonly #list = new DisposableList();
  #name: string | undefined;
  /** What the indexes of the page that is shown stand for. */
  #places: Address[] = [];
  #shown = '';
  #ready = false;

  constructor(
    parts: Parts,
    id: string,
    surface: DetailsSurface,
    { bindings, consents, ...editor }: DetailsEditor & DetailsUse,
  ) {
    this.#parts = parts;
    this.#use = { bindings, consents };
    this.#id = id;
    this.#surface = surface;
    this.#editor = editor;
    const follow = () => {
      this.refresh().catch((error) => parts.log.error('A details page could not be brought up to date', error));
    };
    // Files, states and policies are among what it follows.
    this.#list.push(bindings.onDidChange(follow));
    this.#list.push(parts.audit.onDidWrite(follow));
    this.#list.push(consents.onDidChange(follow));
    this.#list.push(watchUse(parts, id, follow));
    const catalog = parts.catalog.onDidChange?.(follow);
    if (catalog) this.#list.push(catalog);
  }

  /** Shows the connection as it is now, or that it is gone. */
  async refresh(): Promise<void> {
    if (!this.#ready) return;
    const message = await this.#message();
    const shown = JSON.stringify(message);
    if (shown === this.#shown) return;
    this.#shown = shown;
    if (message.type === 'details') this.#surface.title(message.details.name);
    this.#surface.post(message);
  }

  /** Takes what came from the page. What is none of its messages is ignored. */
  async receive(raw: unknown): Promise<void> {
    const parsed = fromDetailsSchema.safeParse(raw);
    if (!parsed.success)
      return this.#parts.log.warn('A details page sent something that is no message of it; ignored.');
    const message = parsed.data;
    if (message.type === 'run') this.#surface.run(message.action, this.#id);
    else if (message.type === 'open') this.#open(message.index);
    else if (message.type === 'close') this.#surface.close();
    else {
      this.#ready = true;
      this.#shown = '';
      await this.refresh();
    }
  }

  #open(index: number): void {
    const place = this.#places[index];
    if (place) this.#surface.open(place);
  }

  dispose(): void {
    this.#list.dispose();
  }

  async #message(): Promise<ToDetails> {
    const { audit, catalog, files, states } = this.#parts;
    const [snapshot, entries] = await Promise.all([files.snapshot(), catalog.entries(), states.ready()]);
    const connection = snapshot.connections.get(this.#id);
    const folder = connection && snapshot.folders.get(connection.folder);
    if (!connection || !folder) {
      const { message, remedy } = connectionGone(this.#name ?? this.#id);
      return { type: 'gone', id: this.#id, sentence: `${message} ${remedy}` };
    }
    this.#name = connection.name;
    const policy = await this.#policy(connection);
    const shared = folder.kind === 'shared' ? await this.#sharing(connection, folder, snapshot) : {};
    const entry = entries.find(({ key }) => key === connection.connector);
    const details = describeDetails({
      connection,
      folder,
      state: connectionState(states, connection),
      trusted: this.#parts.isTrusted(),
      ...(policy ? { policy } : {}),
      ...shared,
      ...this.#editor,
      now: Date.now(),
      usages: (await findUsages(this.#parts, this.#use, this.#id)).map(usageWords),
      usage: await (await this.#parts.usage()).of(this.#id),
      history: await audit.latest(historyLength, this.#id),
      ...(entry ? { entry, form: connectorForm(await catalog.connector(entry.key)) } : {}),
    });
    return { type: 'details', id: this.#id, details };
  }

  async #sharing(
    connection: Connection,
    folder: Folder,
    snapshot: Snapshot,
  ): Promise<Pick<DetailsSource, 'sharing' | 'whom'>> {
    const { governance, isTrusted } = this.#parts;
    const [access, table] = await Promise.all([governance.accessTo(folder.id), governance.table()]);
    const { locale } = this.#editor;
    const { domain } = table.parts;
    const places: Address[] = [];
    this.#places = places;
    const sharing = sharingDetails(
      { connection, folder, access, domain, snapshot, trusted: isTrusted(), locale },
      (place) => places.push(place) - 1,
    );
    return { ...(sharing ? { sharing } : {}), whom: whomToAsk(access, connection.credential.sealedBy) };
  }

  async #policy(connection: Connection): Promise<ConnectionDetails['policy']> {
    const { governance } = this.#parts;
    await governance.table();
    const mark = policyMark(this.#parts, connection);
    if (!mark) return undefined;
    const blocked = mark.kind === 'blocked';
    const at = mark.rule && `${basename(mark.rule.address.file)}:${mark.rule.address.line}`;
    const ruling = await governance.ruling(blocked ? 'use' : 'create', connection);
    const [sentence, remedy] =
      ruling.outcome === 'blocked'
        ? [ruling.denial.message, ruling.denial.remedy]
        : [ruling.outcome === 'warned' ? ruling.sentence : l10n.t('Today’s policies would not allow it.'), ''];
    return { blocked, sentence, remedy, ...(at === undefined ? {} : { at }) };
  }
}
