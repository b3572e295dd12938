/*
 * What package.json contributes, as typed names: a wrong one does not compile, and
 * test/unit/views/contributions.test.ts compares them with package.json.
 */

/** Every command, by the name that code uses. */
export const commandIds = {
  add: 'patchbay.add',
  addQuickly: 'patchbay.addQuickly',
  reconnect: 'patchbay.reconnect',
  check: 'patchbay.check',
  rename: 'patchbay.rename',
  setPollingInterval: 'patchbay.setPollingInterval',
  setDefault: 'patchbay.setDefault',
  move: 'patchbay.move',
  copyId: 'patchbay.copyId',
  openDetails: 'patchbay.openDetails',
  delete: 'patchbay.delete',
  openFile: 'patchbay.openFile',
  newFolder: 'patchbay.newFolder',
  filter: 'patchbay.filter',
  clearFilter: 'patchbay.clearFilter',
  refresh: 'patchbay.refresh',
  showLog: 'patchbay.showLog',
  reconnectAll: 'patchbay.reconnectAll',
  openAuditLog: 'patchbay.openAuditLog',
  verifyAuditLog: 'patchbay.verifyAuditLog',
  forgetEverything: 'patchbay.forgetEverything',
  pasteAddress: 'patchbay.pasteAddress',
  copyDeviceCode: 'patchbay.copyDeviceCode',
  openDevicePage: 'patchbay.openDevicePage',
  newPolicy: 'patchbay.newPolicy',
  openPolicies: 'patchbay.openPolicies',
  draftExemption: 'patchbay.draftExemption',
  showWhy: 'patchbay.showWhy',
  newConnector: 'patchbay.newConnector',
  openGovernance: 'patchbay.openGovernance',
  copyPublicKey: 'patchbay.copyPublicKey',
  joinWorkspace: 'patchbay.joinWorkspace',
  exportIdentity: 'patchbay.exportIdentity',
  recoverIdentity: 'patchbay.recoverIdentity',
  giveAccess: 'patchbay.giveAccess',
  removeAccess: 'patchbay.removeAccess',
  removeMember: 'patchbay.removeMember',
  sealAgain: 'patchbay.sealAgain',
  rotateNow: 'patchbay.rotateNow',
  openMembers: 'patchbay.openMembers',
  changeSharing: 'patchbay.changeSharing',
  renameFolder: 'patchbay.renameFolder',
  moveFolder: 'patchbay.moveFolder',
  removeFolder: 'patchbay.removeFolder',
  resolveConflict: 'patchbay.resolveConflict',
  manageAccess: 'patchbay.manageAccess',
  showUsages: 'patchbay.showUsages',
  openCalls: 'patchbay.openCalls',
  newTerminal: 'patchbay.newTerminal',
  terminalAccess: 'patchbay.terminalAccess',
  copyAsCurl: 'patchbay.copyAsCurl',
  addToMcpJson: 'patchbay.addToMcpJson',
  startService: 'patchbay.startService',
  stopService: 'patchbay.stopService',
  newBinding: 'patchbay.newBinding',
} as const;

export type CommandName = keyof typeof commandIds;
export type CommandId = (typeof commandIds)[CommandName];

export const viewIds = { container: 'patchbay', connections: 'patchbay.connections' } as const;

/** Context keys of `when` clauses, with the type of their values. */
export interface ContextKeys {
  /** The tree shows a part of the connections only. */
  'patchbay.filtered': boolean;
  /** A sign-in waits for the browser, so that an address may be pasted. */
  'patchbay.waiting': boolean;
  /** A sign-in waits for a code that is to be typed on a page. */
  'patchbay.deviceCode': boolean;
}

export const contextKeys = [
  'patchbay.filtered',
  'patchbay.waiting',
  'patchbay.deviceCode',
] as const satisfies readonly (keyof ContextKeys)[];

/** What `viewItem` can begin with; `when` clauses of package.json match it. */
export const itemKinds = ['connection', 'folder.personal', 'folder.shared', 'problem'] as const;

/** How package.json tells a command that a key was pressed in the tree: keybindings bring no tree item with them. */
export const fromKeyboard = { from: 'keyboard' } as const;
