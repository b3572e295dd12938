/** The kinds of webview panels; package.json wakes the extension for each (`onWebviewPanel:…`) when a window is reloaded. */
export const panelTypes = {
  addConnection: 'patchbay.addConnection',
  details: 'patchbay.details',
  governance: 'patchbay.governance',
  members: 'patchbay.members',
  calls: 'patchbay.calls',
} as const;
