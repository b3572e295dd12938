/** What lenses and quick fixes run; nobody finds them in the palette. */
export const editingCommands = {
  show: 'patchbay.policyEditing.show',
  seal: 'patchbay.policyEditing.seal',
} as const;
