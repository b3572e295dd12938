/**
 * What `${input:…}` of tasks.json and launch.json runs; nobody finds them in the palette. Each takes `{ "binding": "name" }`,
 * the bearer also `{ "bindings": ["a", "b"] }`.
 */
export const inputCommands = {
  url: 'patchbay.input.url',
  bearer: 'patchbay.input.bearer',
  token: 'patchbay.input.token',
} as const;

export type InputName = keyof typeof inputCommands;
