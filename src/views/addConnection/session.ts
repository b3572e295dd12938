import { createConnection } from '../../connections/create.ts';
import { governedForm } from '../../connections/governedForm.ts';
import { FormPlaces, type Place } from '../../connections/governedFormPlaces.ts';
import type { Parts } from '../../connections/parts.ts';
import { type RedirectUri, redirectUris } from '../../connections/redirectUris.ts';
import { DisposableList } from '../../model/disposable.ts';
import { Attempt } from './attempt.ts';
import { galleryMessage } from './gallery.ts';
import { pageAddress } from './link.ts';
import { problemText, toProblem } from './problemText.ts';
import { type FromPanel, fromPanelSchema, type ToPanel } from './protocol.ts';

/** What the person already said, by the place where they clicked +. */
export interface Preselect {
  folder?: string;
  connector?: string;
}

/** The panel and the editor around it. */
export interface Surface {
  post(message: ToPanel): void;
  copy(text: string): Promise<void>;
  showPlace(place: Place): void;
  showDetails(connectionId: string): void;
  newConnector(): void;
  /** @param members the `members.jsonc` to join by. */
  joinWorkspace(members: string): void;
  close(): void;
}

type Message<T extends FromPanel['type']> = Extract<FromPanel, { type: T }>;

/** The extension's side of one Add connection panel: answers its messages, and keeps its first screens true. */
export class AddSession {
  readonly #parts: Parts;
  readonly #surface: Surface;
  readonly #create: typeof createConnection;
  readonly #list = new DisposableList();
  #attempt: Attempt | undefined;
  #redirectUris: RedirectUri[] = [];
  readonly #places: FormPlaces;
  /** Which form the panel shows, and the last that was sent. */
  #form: { key: string; folder: string; shown: string } | undefined;
  /** The last `gallery`, so that a change of something else sends nothing. */
  #shown = '';
  #preselect: Preselect | undefined;
  #ready = false;

  constructor(
    parts: Parts,
    surface: Surface,
    preselect?: Preselect,
    create: typeof createConnection = createConnection,
  ) {
    this.#parts = parts;
    this.#surface = surface;
    this.#preselect = preselect;
    this.#create = create;
    this.#places = new FormPlaces(() => parts.isTrusted());
    const follow = () => {
      this.refresh().catch((error) =>
        parts.log.error('The Add connection panel could not be brought up to date', error),
      );
    };
    this.#list.push(parts.files.onDidChange(follow));
    this.#list.push(parts.states.onDidChange(follow));
    this.#list.push(parts.governance.onDidChange(follow));
    const catalog = parts.catalog.onDidChange?.(follow);
    if (catalog) this.#list.push(catalog);
  }

  /** Chooses a folder or a connector in a panel that is open already. */
  preselect(preselect: Preselect): void {
    if (this.#ready) this.#surface.post({ type: 'preselect', ...preselect });
    else this.#preselect = preselect;
  }

  /** Sends folders, connectors and the form as they are now, if they are not shown so already. */
  async refresh(): Promise<void> {
    if (!this.#ready) return;
    const message = await galleryMessage(this.#parts, this.#places);
    const shown = JSON.stringify(message);
    if (shown !== this.#shown) {
      this.#shown = shown;
      this.#surface.post(message);
    }
    await this.#refreshForm();
  }

  /** Takes what came from the panel. What is none of its messages changes nothing and is written down without its content. */
  async receive(raw: unknown): Promise<void> {
    const parsed = fromPanelSchema.safeParse(raw);
    if (!parsed.success)
      return this.#parts.log.warn('The Add connection panel sent something that is no message of it; ignored.');
    try {
      await this.#answer(parsed.data);
    } catch (error) {
      const problem = toProblem(error);
      this.#parts.log.error(`The Add connection panel shows ${problem.code}`, problem.cause);
      const field = problem.field === undefined ? {} : { field: problem.field };
      this.#surface.post({ type: 'failed', problem: problemText(problem, this.#places), ways: [], ...field });
    }
  }

  /** Ends what runs: nobody is there any more to see how it goes on. */
  dispose(): void {
    this.#list.dispose();
    if (this.#attempt && !this.#attempt.ended) this.#attempt.cancel();
  }

  async #answer(message: FromPanel): Promise<void> {
    switch (message.type) {
      case 'ready':
        return this.#start();
      case 'chooseConnector':
        return this.#sendForm(message);
      case 'connect':
        return this.#connect(message);
      case 'pasteAddress':
        return this.#attempt?.paste(message.address);
      case 'cancel':
        return this.#attempt?.cancel();
      case 'copyDeviceCode':
        return this.#copyDeviceCode();
      case 'openDevicePage':
        return this.#openDevicePage();
      case 'copyRedirectUri':
        return this.#copy(message.index);
      case 'openLink':
        return this.#open(message);
      case 'showPlace':
        return this.#showPlace(message.place);
      case 'joinWorkspace':
        return this.#join();
      case 'showDetails':
        return this.#surface.showDetails(message.id);
      case 'newConnector':
        return this.#surface.newConnector();
      case 'close':
        return this.#surface.close();
    }
  }

  /** Also after a reload of the page, which has forgotten what it was shown. */
  async #start(): Promise<void> {
    this.#ready = true;
    this.#shown = '';
    this.#form = undefined;
    await this.refresh();
    if (this.#preselect) this.#surface.post({ type: 'preselect', ...this.#preselect });
    this.#preselect = undefined;
  }

  async #sendForm({ key, folder }: Message<'chooseConnector'>): Promise<void> {
    this.#form = { key, folder, shown: '' };
    await this.#refreshForm();
  }

  async #refreshForm(): Promise<void> {
    const asked = this.#form;
    if (!asked) return;
    const connector = await this.#parts.catalog.connector(asked.key);
    const form = await governedForm(this.#parts, connector, asked.folder, this.#places);
    const uris = await redirectUris(this.#parts, connector);
    const shown = JSON.stringify([form, uris]);
    // Another one was chosen meanwhile, or nothing is different.
    if (asked !== this.#form || shown === asked.shown) return;
    asked.shown = shown;
    this.#redirectUris = uris;
    this.#surface.post({ type: 'form', form, redirectUris: uris });
  }

  #showPlace(number: number): void {
    const place = this.#places.at(number);
    if (place) this.#surface.showPlace(place);
  }

  async #join(): Promise<void> {
    if (!this.#form) return;
    const { file } = await this.#parts.governance.accessTo(this.#form.folder);
    this.#surface.joinWorkspace(file);
  }

  #connect({ type: _, way, sharing, references, ...request }: Message<'connect'>): void {
    if (this.#attempt && !this.#attempt.ended) return;
    const attempt: Attempt = new Attempt(
      this.#parts,
      {
        ...request,
        ...(sharing === undefined ? {} : { sharing }),
        ...(references === undefined ? {} : { references }),
        ...(way === undefined ? {} : { way }),
      },
      (message) => {
        if (this.#attempt === attempt) this.#surface.post(message);
      },
      this.#places,
    );
    this.#attempt = attempt;
    void attempt.run(this.#create);
  }

  async #copy(index: number): Promise<void> {
    const address = this.#redirectUris[index];
    if (!address) return;
    await this.#surface.copy(address.uri);
    this.#surface.post({ type: 'copied', index });
  }

  async #copyDeviceCode(): Promise<void> {
    const code = this.#attempt?.deviceCode;
    if (!code) return;
    await this.#surface.copy(code.userCode);
    this.#surface.post({ type: 'deviceCodeCopied' });
  }

  async #openDevicePage(): Promise<void> {
    const code = this.#attempt?.deviceCode;
    if (code) await this.#parts.openBrowser(code.verificationUri);
  }

  async #open({ connector: key, link, authType, values }: Message<'openLink'>): Promise<void> {
    const connector = await this.#parts.catalog.connector(key);
    const address = pageAddress(connector, link, authType, values);
    if (address !== undefined) await this.#parts.openBrowser(address);
  }
}
