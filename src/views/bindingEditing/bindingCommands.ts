/** What lenses and quick fixes run; nobody finds them in the palette. Each takes the file and the name of a binding. */
export const bindingCommands = {
  chooseForMe: 'patchbay.bindingEditing.chooseForMe',
  chooseForAll: 'patchbay.bindingEditing.chooseForAll',
  forget: 'patchbay.bindingEditing.forget',
} as const;
