import type { DeviceCode } from '../../../auth/deviceAnswer.ts';
import type { RedirectWay } from '../../../auth/redirect/way.ts';
import type { GovernedForm } from '../../../connections/governedFormTypes.ts';
import type { RedirectUri } from '../../../connections/redirectUris.ts';
import type { AuthType } from '../../../model/authType.ts';
import { type FormField, isSecretField } from '../../../model/formField.ts';
import type { Sharing } from '../../../model/sharing.ts';
import type { ConnectorCard, FolderChoice, ProblemText } from '../protocol.ts';

/** The steps of adding a connection, in order. The third and the fourth share a page. */
export const steps = ['folder', 'application', 'signIn', 'details', 'connect'] as const;
export type Step = (typeof steps)[number];

/** What became of a press on Connect. */
export type Attempt =
  | { status: 'none' }
  | {
      status: 'connecting';
      message: string;
      paste: boolean;
      pasteProblem?: ProblemText;
      /** What to type where, and whether it was copied. */
      device?: DeviceCode & { copied: boolean };
    }
  | { status: 'cancelled' }
  | { status: 'failed'; problem: ProblemText; field?: string; ways: RedirectWay[] }
  | { status: 'connected'; id: string; name: string; account?: string; folder: string };

/** Everything that the panel shows. */
export interface PanelState {
  /** False until the first `gallery` came. */
  ready: boolean;
  step: Step;
  folders: FolderChoice[];
  connectors: ConnectorCard[];
  /** Ids and keys of what was chosen. */
  folder?: string;
  connector?: string;
  authType?: AuthType;
  /** What the gallery is narrowed to: a category, or {@link usedHere}. */
  search: string;
  category?: string;
  /** Of the chosen connector, once the extension has answered. */
  form?: GovernedForm;
  redirectUris: RedirectUri[];
  /** The row of `redirectUris` that was copied last. */
  copied?: number;
  /** Field name → what was typed. Secrets lie apart, so that they are never saved. */
  values: Record<string, string>;
  secrets: Record<string, string>;
  /** Field name → where its secret lies. */
  references: Record<string, string>;
  /** The fields that the person has been in and left: they say what is wrong even while empty. */
  left: readonly string[];
  /** Chosen scopes by authentication type; absent means as the connector proposes. */
  scopes: { [type in AuthType]?: string[] };
  /** What is wrong with the scope that is being typed. */
  scopeError?: string;
  /** Absent until the person says it: then it is as the authentication type has it. */
  accountKind?: 'personal' | 'service';
  /** Absent until the person says it: then it is as is usual. */
  sharing?: Sharing;
  name: string;
  attempt: Attempt;
}

/** The category of the connectors that have a connection; no connector's own, so that it cannot clash. */
export const usedHere = '\0used';

export const initialState: PanelState = {
  ready: false,
  step: 'folder',
  folders: [],
  connectors: [],
  search: '',
  redirectUris: [],
  values: {},
  secrets: {},
  references: {},
  left: [],
  scopes: {},
  name: '',
  attempt: { status: 'none' },
};

/** The chosen folder as the extension described it. */
export function chosenFolder(state: PanelState): FolderChoice | undefined {
  return state.folders.find(({ id }) => id === state.folder);
}

export function chosenConnector(state: PanelState): ConnectorCard | undefined {
  return state.connectors.find(({ key }) => key === state.connector);
}

/** Where what is typed into a field is kept. */
export function keptIn(field: Pick<FormField, 'kind'>): 'values' | 'secrets' | 'references' {
  if (field.kind === 'reference') return 'references';
  return isSecretField(field) ? 'secrets' : 'values';
}
