import * as l10n from '@vscode/l10n';
import { chosenType } from './chosen.ts';
import { chosenConnector, chosenFolder, type PanelState, type Step, steps } from './state.ts';

/** One line of the stepper. */
export interface StepLine {
  step: Step;
  label: string;
  status: 'done' | 'current' | 'ahead';
  /** What was chosen in it. */
  value?: string;
  /** True where the person may go there now. */
  open: boolean;
}

/** The steps with what was chosen, and which of them can be gone to. */
export function stepLines(state: PanelState): StepLine[] {
  const ended = state.attempt.status === 'connected';
  const busy = state.attempt.status === 'connecting';
  const here = steps.indexOf(state.step);
  return steps.map((step, index) => {
    const value = chosenIn(state, step);
    const status = ended || index < here ? 'done' : index === here ? 'current' : 'ahead';
    const open =
      !ended && !busy && step !== 'connect' && status !== 'current' && (status === 'done' || isReachable(state, step));
    return { step, label: labelOf(step), status, open, ...(value === undefined ? {} : { value }) };
  });
}

/** True where everything before `step` was chosen. */
export function isReachable(state: PanelState, step: Step): boolean {
  if (step === 'folder') return true;
  if (state.folder === undefined) return false;
  return step === 'application' || (state.connector !== undefined && step !== 'connect');
}

function labelOf(step: Step): string {
  switch (step) {
    case 'folder':
      return l10n.t('Folder');
    case 'application':
      return l10n.t('Application');
    case 'signIn':
      return l10n.t('How to sign in');
    case 'details':
      return l10n.t('Details');
    case 'connect':
      return l10n.t('Connect');
  }
}

function chosenIn(state: PanelState, step: Step): string | undefined {
  switch (step) {
    case 'folder':
      return chosenFolder(state)?.label;
    case 'application':
      return chosenConnector(state)?.name;
    case 'signIn':
      return chosenType(state)?.label;
    case 'details':
      return state.name.trim() || undefined;
    case 'connect':
      return state.attempt.status === 'connected' ? (state.attempt.account ?? state.attempt.name) : undefined;
  }
}
