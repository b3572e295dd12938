import type { RedirectWay } from '../../../auth/redirect/way.ts';
import type { AuthType } from '../../../model/authType.ts';
import type { DenialAlternative } from '../../../model/denial.ts';
import type { FormField } from '../../../model/formField.ts';
import type { Sharing } from '../../../model/sharing.ts';
import type { FromPanel } from '../protocol.ts';
import type { PanelState, Step } from './state.ts';

/** What a person did. */
export type Gesture =
  | { type: 'goTo'; step: Step }
  | { type: 'pickFolder'; id: string }
  | { type: 'confirmFolder' }
  | { type: 'search'; text: string }
  | { type: 'narrow'; category?: string }
  | { type: 'pickConnector'; key: string }
  | { type: 'pickType'; authType: AuthType }
  | { type: 'typeValue'; field: FormField; value: string }
  | { type: 'leaveField'; name: string }
  | { type: 'chooseScopes'; authType: AuthType; scopes: string[] }
  | { type: 'typeScope'; text: string }
  | { type: 'refuseScope'; sentence: string }
  | { type: 'belongsTo'; accountKind: 'personal' | 'service' }
  /** Without `sharing`: as is usual. */
  | { type: 'share'; sharing?: Sharing }
  /** Become one of those to whom something can be sealed. */
  | { type: 'joinWorkspace' }
  | { type: 'nameIt'; name: string }
  /** The focus went into one of the two sections of the form's page. */
  | { type: 'enter'; section: 'signIn' | 'details' }
  | { type: 'submit'; way?: RedirectWay }
  | { type: 'stop' }
  | { type: 'paste'; address: string }
  | { type: 'copy'; index: number }
  | { type: 'copyCode' }
  | { type: 'openDevicePage' }
  | { type: 'openPage'; link: 'create' | 'docs' }
  /** Show the line of a policy. */
  | { type: 'showPlace'; place: number }
  /** Do what is allowed instead. */
  | { type: 'pickAlternative'; change: DenialAlternative['change'] }
  | { type: 'show' }
  /** Make a connector of the workspace's own. */
  | { type: 'makeOwn' }
  | { type: 'another' }
  | { type: 'shut' };

export type Dispatch = (gesture: Gesture) => void;

/** What follows from a message or a gesture: the new state, what to tell the extension, and where the focus goes. */
export interface Change {
  state: PanelState;
  send: FromPanel[];
  /** The id of an element. */
  focus?: string;
}

/** The ids of what can be focused by name. */
export const headingId = 'heading';
export const problemId = 'problem';
export const connectId = 'connect';
export const typesId = 'types';
export const warningId = 'warning';
export const rulingId = 'ruling';
export function fieldId(name: string): string {
  return `field-${name}`;
}

export function change(state: PanelState, focus?: string, ...send: FromPanel[]): Change {
  return { state, send, ...(focus === undefined ? {} : { focus }) };
}
