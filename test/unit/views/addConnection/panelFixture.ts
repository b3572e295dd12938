import { connectorSchema } from '../../../../src/model/connector.ts';
import type { ConnectorCard, FolderChoice, FromPanel, ToPanel } from '../../../../src/views/addConnection/protocol.ts';
import type { Change, Gesture } from '../../../../src/views/addConnection/webview/change.ts';
import { act } from '../../../../src/views/addConnection/webview/gestures.ts';
import { receive } from '../../../../src/views/addConnection/webview/messages.ts';
import { initialState, type PanelState } from '../../../../src/views/addConnection/webview/state.ts';
import { ungovernedForm } from '../../../support/ungoverned.ts';

/** A connector with every kind of field. */
export const connector = connectorSchema.parse({
  key: 'acme',
  name: 'Acme',
  description: 'A made-up service.',
  docsUrl: 'https://acme.example/docs',
  authTypes: ['byoa', 'pat'],
  parameters: [
    { name: 'site', label: 'Site', format: 'url', required: false },
    {
      name: 'region',
      label: 'Region',
      default: 'eu',
      choices: [
        { value: 'eu', label: 'Europe' },
        { value: 'us', label: 'United States' },
      ],
    },
  ],
  oauth: {
    authorizeUrl: 'https://acme.example/authorize',
    tokenUrl: 'https://acme.example/token',
    scopes: [{ name: 'api', required: true }, { name: 'read', preselected: true }, { name: 'write' }],
  },
  createAppUrl: '{site}/apps',
  pat: { placement: {}, startsWith: ['acme_'], createUrl: 'https://acme.example/tokens' },
  api: { baseUrl: 'https://api.acme.example' },
  provenance: [{ source: 'made up' }],
});

export const formMessage: ToPanel = {
  type: 'form',
  form: ungovernedForm(connector),
  redirectUris: [{ way: 'loopback', uri: 'http://127.0.0.1/callback/acme' }],
};

export function card(key: string, changes: Partial<ConnectorCard> = {}): ConnectorCard {
  const entry = { key, name: key, description: '', categories: [], synonyms: [], authTypes: ['pat' as const] };
  return { ...entry, used: 0, attention: 0, ...changes };
}

export const personal: FolderChoice = { id: 'personal', label: 'Personal Workspace', kind: 'personal' };
export const shared: FolderChoice = { id: 'shared:/f', label: 'Finance', kind: 'shared' };

/** A panel without a screen: takes messages and gestures, and keeps what it says. */
export class TestPanel {
  state: PanelState;
  readonly sent: FromPanel[] = [];
  focus: string | undefined;

  constructor(state: PanelState = initialState) {
    this.state = state;
  }

  receive(...messages: ToPanel[]): this {
    for (const message of messages) this.#follow(receive(this.state, message));
    return this;
  }

  act(...gestures: Gesture[]): this {
    for (const gesture of gestures) this.#follow(act(this.state, gesture));
    return this;
  }

  /** Types into the field of the chosen authentication type that has this name. */
  type(name: string, value: string): this {
    const fields = this.state.form?.authTypes.find(({ type }) => type === this.state.authType)?.fields;
    const field = fields?.find((one) => one.name === name);
    if (!field) throw new Error(`There is no field ${name}`);
    return this.act({ type: 'typeValue', field, value });
  }

  /** The message that was sent last. */
  get last(): FromPanel | undefined {
    return this.sent.at(-1);
  }

  #follow(change: Change): void {
    this.state = change.state;
    this.focus = change.focus;
    this.sent.push(...change.send);
  }
}

/** A panel with a folder and a connector chosen, whose form is shown. */
export function panelWithForm(folders: FolderChoice[] = [personal, shared]): TestPanel {
  return new TestPanel()
    .receive({ type: 'gallery', folders, connectors: [card('acme', { name: 'Acme' }), card('other')] })
    .act({ type: 'pickFolder', id: folders.at(-1)?.id ?? '' }, { type: 'confirmFolder' })
    .act({ type: 'pickConnector', key: 'acme' })
    .receive(formMessage);
}

/** Fills in what {@link connector} needs for an own app. */
export function filledIn(panel: TestPanel): TestPanel {
  return panel.type('clientId', 'app-1').type('clientSecret', 'a-secret-of-the-app');
}
