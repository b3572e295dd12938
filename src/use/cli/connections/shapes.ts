/*
 * What the local connection service says, as far as the command line reads it. The same shapes as those of the Integration
 * Service, so every value may be missing or null.
 */

export interface WireConnection {
  id: string;
  name?: string | null;
  state?: string | null;
  disabledReason?: string | null;
  connector?: { key?: string | null; name?: string | null } | null;
  folder?: { fullyQualifiedName?: string | null } | null;
  connectionIdentity?: string | null;
  isDefault?: boolean | null;
}

export interface WireBinding {
  name: string;
  kind?: string;
  status: string;
  sentence?: string | null;
  chosenBy?: string;
  connection?: { id: string; name: string; account?: string | null } | null;
}

export interface WirePing {
  status?: string | null;
  error?: { code?: string; message?: string } | null;
}

export const paths = {
  connections: '/connections_/api/v1/Connections?allFolders=true',
  connection: (id: string) => `/connections_/api/v1/Connections/${encodeURIComponent(id)}`,
  instance: (id: string) => `/elements_/v3/element/instances/${encodeURIComponent(id)}`,
  mcp: (id: string) => `/patchbay_/mcp/${encodeURIComponent(id)}`,
  bindings: '/patchbay_/api/v1/bindings',
  bearers: '/patchbay_/api/v1/bearers',
};
