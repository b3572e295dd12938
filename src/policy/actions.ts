/** Everything that can be asked for, in the order of the bits of a table. */
export const actions = ['view', 'use', 'create', 'reconnect', 'edit', 'move', 'share', 'delete'] as const;

export type Action = (typeof actions)[number];

/** Those that open something or change it. A policy that cannot be known refuses them; seeing, using and deleting go on. */
export const writes: readonly Action[] = ['create', 'reconnect', 'edit', 'move', 'share'];

/** The bit of one action, or of several together. */
export function bitOf(...names: readonly Action[]): number {
  return names.reduce((mask, name) => mask | (1 << actions.indexOf(name)), 0);
}

export const accountKinds = ['personal', 'service'] as const;

/** Who a connection acts as: a human, or a service account. */
export type AccountKind = (typeof accountKinds)[number];
