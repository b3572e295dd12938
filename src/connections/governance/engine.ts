/* What decides: loaded when the first decision is asked for, since activation needs none of it. */

export {
  alternatives,
  checkSubmission,
  compileSteps,
  decide,
  decideMove,
  defaultAuthType,
  explain,
  inSlices,
  presets,
} from '../../policy/index.ts';
export { denialOf, warningOf } from './denial.ts';
export { folderAccess, membersFileOf } from './folderAccess.ts';
export { OrganisationPolicies } from './organisation.ts';
export { PolicyState } from './state.ts';
