import * as oauth from 'oauth4webapi';
import { fillOptional } from '../catalog/template.ts';
import type { Connector } from '../model/connector.ts';
import { isLoopback } from '../model/loopback.ts';
import { answerNotUnderstood, authTypeNotOffered } from '../model/problems.ts';
import { providerFetch } from '../storage/network/http.ts';
import { classify } from './failure.ts';
import { Learned } from './learned.ts';

/**
 * Learns parameters from the provider's own document before a sign-in (OpenID Connect Discovery 1.0, RFC 8414), where the
 * connector says that there is one. The document must speak for the issuer that was asked, and name safe addresses only.
 *
 * @returns what was learned, by parameter; nothing where the connector has no discovery.
 * @throws Problem as `classify` says, `PB404` for an address that is not safe; Cancelled.
 */
export async function discover(
  connector: Connector,
  parameters: Record<string, string>,
  signal?: AbortSignal,
): Promise<Record<string, string>> {
  const algorithm = connector.oauth?.discovery;
  if (!algorithm) return {};
  const issuer = fillOptional(connector.oauth?.issuer, parameters);
  if (issuer === undefined) throw authTypeNotOffered('oauth2', connector.name);
  const learned = new Learned(connector);
  try {
    const response = await oauth.discoveryRequest(new URL(issuer), {
      algorithm,
      [oauth.customFetch]: (url, { headers }) => providerFetch(url, { headers }, signal),
      [oauth.allowInsecureRequests]: isSafe(issuer),
    });
    learned.take('discovery', await oauth.processDiscoveryResponse(new URL(issuer), response));
  } catch (error) {
    throw classify(error, connector.name).problem;
  }
  for (const { name, format } of connector.parameters) {
    const value = learned.values[name];
    if (format === 'url' && value !== undefined && !isSafe(value)) throw answerNotUnderstood(connector.name, name);
  }
  return learned.values;
}

function isSafe(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname)));
}
