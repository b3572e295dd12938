import type { CommandName } from '../contributions.ts';
import { add } from './add.ts';
import { addQuickly } from './addQuickly.ts';
import { addToMcpJson } from './addToMcpJson.ts';
import { changeSharing } from './changeSharing.ts';
import { check } from './check.ts';
import { clearFilter } from './clearFilter.ts';
import type { CommandContext } from './context.ts';
import { copyAsCurl } from './copyAsCurl.ts';
import { copyDeviceCode } from './copyDeviceCode.ts';
import { copyId } from './copyId.ts';
import { copyPublicKey } from './copyPublicKey.ts';
import { deleteConnections } from './delete.ts';
import { draftExemption } from './draftExemption.ts';
import { exportIdentity } from './exportIdentity.ts';
import { filter } from './filter.ts';
import { forgetEverything } from './forgetEverything.ts';
import { giveAccess } from './giveAccess.ts';
import { joinWorkspace } from './joinWorkspace.ts';
import { manageAccess } from './manageAccess.ts';
import { move } from './move.ts';
import { moveFolder } from './moveFolder.ts';
import { newBinding } from './newBinding.ts';
import { newConnector } from './newConnector.ts';
import { newFolder } from './newFolder.ts';
import { newPolicy } from './newPolicy.ts';
import { newTerminal } from './newTerminal.ts';
import { openAuditLog } from './openAuditLog.ts';
import { openCalls } from './openCalls.ts';
import { openDetails } from './openDetails.ts';
import { openDevicePage } from './openDevicePage.ts';
import { openFile } from './openFile.ts';
import { openGovernance } from './openGovernance.ts';
import { openMembers } from './openMembers.ts';
import { openPolicies } from './openPolicies.ts';
import { pasteAddress } from './pasteAddress.ts';
import { reconnect } from './reconnect.ts';
import { reconnectAll } from './reconnectAll.ts';
import { recoverIdentity } from './recoverIdentity.ts';
import { refresh } from './refresh.ts';
import { removeAccess } from './removeAccess.ts';
import { removeFolder } from './removeFolder.ts';
import { removeMember } from './removeMember.ts';
import { rename } from './rename.ts';
import { renameFolder } from './renameFolder.ts';
import { resolveConflict } from './resolveConflict.ts';
import { rotateNow } from './rotateNow.ts';
import { sealAgain } from './sealAgain.ts';
import { setDefault } from './setDefault.ts';
import { setPollingInterval } from './setPollingInterval.ts';
import { showLog } from './showLog.ts';
import { showUsages } from './showUsages.ts';
import { showWhy } from './showWhy.ts';
import { startService } from './startService.ts';
import { stopService } from './stopService.ts';
import { terminalAccess } from './terminalAccess.ts';
import { verifyAuditLog } from './verifyAuditLog.ts';

/** A verb takes the surroundings and what the editor hands a command. */
export type Verb = (context: CommandContext, ...args: never[]) => Promise<unknown>;

/** Every command has its verb here, or this does not compile. */
export const verbs = {
  add,
  addQuickly,
  reconnect,
  check,
  rename,
  setPollingInterval,
  setDefault,
  move,
  copyId,
  openDetails,
  delete: deleteConnections,
  openFile,
  newFolder,
  renameFolder,
  moveFolder,
  removeFolder,
  filter,
  clearFilter,
  refresh,
  showLog,
  reconnectAll,
  openAuditLog,
  verifyAuditLog,
  forgetEverything,
  pasteAddress,
  copyDeviceCode,
  openDevicePage,
  newPolicy,
  openPolicies,
  draftExemption,
  showWhy,
  newConnector,
  openGovernance,
  copyPublicKey,
  resolveConflict,
  joinWorkspace,
  exportIdentity,
  recoverIdentity,
  giveAccess,
  removeAccess,
  removeMember,
  sealAgain,
  rotateNow,
  openMembers,
  changeSharing,
  manageAccess,
  openCalls,
  showUsages,
  newTerminal,
  terminalAccess,
  copyAsCurl,
  addToMcpJson,
  startService,
  stopService,
  newBinding,
} satisfies Record<CommandName, Verb>;
