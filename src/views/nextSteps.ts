/** What a person can do about a problem with one click. */
export type NextStep =
  | 'reconnect'
  | 'openFile'
  | 'openDetails'
  | 'addConnection'
  | 'openFolder'
  | 'trustWorkspace'
  | 'reloadWindow'
  | 'showLog'
  | 'joinWorkspace'
  | 'openMembers'
  | 'sealAgain'
  | 'exportIdentity';

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
  // sharing
  PB701: ['joinWorkspace'],
  PB702: ['openMembers'],
  PB706: ['sealAgain', 'openMembers'],
  PB709: ['openMembers'],
  PB710: ['openMembers'],
  PB713: ['exportIdentity'],
  PB714: ['openMembers'],
  PB716: ['openMembers'],
  PB718: ['openMembers'],
  PB999: ['showLog'],
};

const needConnection: readonly NextStep[] = ['reconnect', 'openDetails', 'sealAgain'];

/** The steps that help with a problem of this code, the best first. */
export function nextSteps(code: string, about: About): NextStep[] {
  return (stepsByCode[code] ?? []).filter((step) => {
    if (needConnection.includes(step)) return about.connectionId !== undefined;
    return step !== 'openFile' || about.file !== undefined;
  });
}
