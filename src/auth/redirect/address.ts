/** The ports that an app with fixed redirect URIs registers; little used, and outside the ephemeral ranges. */
export const fixedPorts = [41_893, 41_894, 41_895];

/** The path of a connector's redirect URI: one each, so that no provider's answer is taken for another's (RFC 9700 4.4). */
export function callbackPath(connectorKey: string): string {
  return `/callback/${connectorKey}`;
}
