/** The tools as package.json contributes them; what they take is described there, and checked by the editor. */
export const toolNames = {
  list: 'patchbay_list_connections',
  check: 'patchbay_check_connection',
  describe: 'patchbay_describe_connection',
  call: 'patchbay_call_connection',
} as const;

export type ToolName = keyof typeof toolNames;

/** Which connection: the name of a binding, the connection's name, or its id. */
export interface OfConnection {
  connection: string;
}

export interface ToolInputs {
  list: { text?: string };
  check: OfConnection;
  describe: OfConnection;
  call: CallInput;
}

export interface CallInput extends OfConnection {
  method: string;
  /** Below the address of the application's API, beginning with a slash. */
  path: string;
  query?: Record<string, string | number | boolean>;
  headers?: Record<string, string>;
  /** Sent as it is, or as JSON where it is no text. */
  body?: unknown;
}

/** Who asks, for policies and the audit log. */
export const agentLabel = 'agent';
