/** What a person can do about a problem with one click. */
export type NextStep =
  | 'reconnect'
  | 'openFile'
  | 'openDetails'
  | 'addConnection'
  | 'openFolder'
  | 'trustWorkspace'
  | 'reloadWindow'
  | 'showLog';

/** What a problem is about: only what is known can be offered. */
export interface About {
  connectionId?: string;
  file?: string;
}

const stepsByCode: Record<string, NextStep[]> = {
  // files and folders
  PB101: ['openFile'],
  PB102: ['openFile'],
  PB103: ['openFile'],
  PB104: ['openFile'],
  PB105: ['openFile'],
  PB110: ['openFolder'],
  PB111: ['trustWorkspace'],
  // sign-in
  PB209: ['addConnection'],
  PB210: ['openDetails'],
  // credentials
  PB302: ['reloadWindow'],
  PB303: ['reconnect'],
  PB304: ['reconnect'],
  PB305: ['reloadWindow'],
  PB306: ['showLog'],
  PB308: ['reconnect', 'openFile'],
  // the provider
  PB402: ['reconnect'],
  PB403: ['openDetails'],
  PB404: ['openDetails'],
  PB405: ['openDetails'],
  // policy
  PB656: ['reconnect'],
  PB999: ['showLog'],
};

/** The steps that help with a problem of this code, the best first. */
export function nextSteps(code: string, about: About): NextStep[] {
  return (stepsByCode[code] ?? []).filter((step) => {
    if (step === 'reconnect' || step === 'openDetails') return about.connectionId !== undefined;
    return step !== 'openFile' || about.file !== undefined;
  });
}
