import * as l10n from '@vscode/l10n';

/**
 * Why a connection needs a sign-in. `notHere`: the credential is on another computer or in another browser.
 * `unreadable`: it is here, but the keyring or key that opens it is not.
 */
export type SignInReason =
  | 'never'
  | 'notHere'
  | 'unreadable'
  | 'reload'
  | 'expired'
  | 'revoked'
  | 'rejected'
  | 'consent'
  /** The credential turned out to be another account's. */
  | 'otherAccount'
  /** It is sealed to other members. */
  | 'notForYou'
  /** This person has no key that anything could be sealed to. */
  | 'notJoined'
  /** What is sealed is damaged, or nobody sealed it whom the files let do so. */
  | 'sealRefused';

/** The two axes that are never mixed: what the grant is worth, and whether the provider answers. */
export type GrantState =
  | { status: 'connected' }
  | { status: 'needsSignIn'; reason: SignInReason }
  | { status: 'appProblem'; detail: string };

export type ProviderState =
  | { status: 'reachable' }
  /** `until`: the provider asked to be left alone for so long. Times are ISO 8601. */
  | { status: 'degraded'; since: string; detail: string; until?: string };

/** When a grant ends at a provider that sets a limit: for lack of use, or for its age, which no renewal mends. */
export interface GrantEnd {
  /** ISO 8601. */
  at: string;
  by: 'idle' | 'age';
}

/**
 * What this person's computer knows of a connection; no secret. Kept apart from the connection file, since it is
 * nobody else's business, and apart from the credential, so that a lost credential is told from none.
 */
export interface LocalState {
  version: 1;
  /** Of the credential that was stored last: counts up by one at each change. */
  generation: number;
  storedAt: string;
  grant: GrantState;
  provider: ProviderState;
  account?: string;
  /** When the access token or the pasted token ends, ISO 8601; absent where unknown. */
  expiresAt?: string;
  renewable?: boolean;
  /** When the person signed in last, ISO 8601. */
  signedInAt?: string;
  /** When the grant that renews the tokens ends; absent where its provider sets no limit, or nobody knows it. */
  grantEnd?: GrantEnd;
  scopes?: string[];
  checkedAt?: string;
  /** Of a sealed credential: which sealed text it came from (`CredentialFacts.seal`). */
  seal?: string;
  /** Of a reference: what the person agreed to, as a credential is bound (`bindingOf`). */
  boundTo?: string;
}

/** One word for sorting, filtering and drawing. */
export type StateKind = 'connected' | 'degraded' | 'needsSignIn' | 'appProblem' | 'problem';

export interface ConnectionState {
  grant: GrantState;
  provider: ProviderState;
  local?: LocalState;
}

export function stateKind(state: ConnectionState): StateKind {
  if (state.grant.status !== 'connected') return state.grant.status;
  return state.provider.status === 'degraded' ? 'degraded' : 'connected';
}

/** True where a person has something to do. What is sealed to others waits for somebody else. */
export function needsAttention({ grant }: ConnectionState): boolean {
  return grant.status !== 'connected' && !(grant.status === 'needsSignIn' && grant.reason === 'notForYou');
}

/** The state in words, as the tree, the details page and a screen reader say it. */
export function describeState(state: ConnectionState): string {
  const { grant, provider } = state;
  if (grant.status === 'needsSignIn') return l10n.t('needs sign-in ({0})', describeReason(grant.reason));
  if (grant.status === 'appProblem') return l10n.t('app problem: {0}', grant.detail);
  if (provider.status === 'degraded') {
    return l10n.t('connected, provider not reachable since {0}', new Date(provider.since).toLocaleTimeString());
  }
  return l10n.t('connected');
}

function describeReason(reason: SignInReason): string {
  switch (reason) {
    case 'never':
      return l10n.t('not signed in yet');
    case 'notHere':
      return l10n.t('credential not on this computer');
    case 'unreadable':
      return l10n.t('credential cannot be read');
    case 'reload':
      return l10n.t('reload this window');
    case 'expired':
      return l10n.t('expired');
    case 'revoked':
      return l10n.t('revoked at the provider');
    case 'rejected':
      return l10n.t('refused by the provider');
    case 'consent':
      return l10n.t('the provider asks for consent again');
    case 'otherAccount':
      return l10n.t('another account’s credential');
    case 'notForYou':
      return l10n.t('not sealed to you');
    case 'notJoined':
      return l10n.t('join this workspace first');
    case 'sealRefused':
      return l10n.t('its seal cannot be trusted');
  }
}
