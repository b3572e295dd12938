import { parseReference } from '../../../connections/references/reference.ts';
import { startAgain } from './choose.ts';
import { initialState, type PanelState } from './state.ts';

/** The shape below; a saved state of another version is dropped. */
const version = 2;

const kept = [
  'step',
  'folder',
  'connector',
  'authType',
  'search',
  'category',
  'values',
  'scopes',
  'accountKind',
  'sharing',
  'name',
] as const;

type Saved = Partial<Pick<PanelState, (typeof kept)[number] | 'references'>> & { version: number };

/**
 * What outlives a reload of the window: what was chosen and typed, but no secret, nothing that runs, and no complaint about
 * what is empty now. Of a connection
 * that was made nothing is left to ask.
 */
export function toSaved(state: PanelState): object {
  const open = state.attempt.status === 'connected' ? startAgain(state) : state;
  // Somebody may have typed the secret itself.
  const references = Object.entries(open.references).filter(([, text]) => !('problem' in parseReference(text.trim())));
  return {
    version,
    ...Object.fromEntries(kept.map((key) => [key, open[key]])),
    references: Object.fromEntries(references),
  };
}

/** The state to begin with. Folders, connectors and the form come from the extension again. */
export function fromSaved(saved: unknown): PanelState {
  if (saved === null || typeof saved !== 'object' || (saved as Saved).version !== version) return initialState;
  const { version: _, ...state } = saved as Saved;
  return { ...initialState, ...state, step: state.step === 'connect' ? 'details' : (state.step ?? 'folder') };
}
