import { setTimeout as delay } from 'node:timers/promises';
import * as oauth from 'oauth4webapi';
import type { OAuthCredential } from '../../model/credential.ts';
import { Cancelled } from '../../model/problem.ts';
import { signInDenied, signInTimedOut } from '../../model/problems.ts';
import { type OAuthClient, requestOptions } from '../client.ts';
import { classify } from '../failure.ts';
import { credentialFrom, readLenient } from '../tokenAnswer.ts';

/** What a person needs to sign in on another device (RFC 8628 section 3.2). */
export interface DeviceCode {
  userCode: string;
  /** Where the code is typed. */
  verificationUri: string;
  /** The same with the code in it, for a QR picture. */
  verificationUriComplete?: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

/**
 * Signs a person in by a code that is typed on another device (RFC 8628). An outage while waiting is waited out, within
 * the life of the code.
 *
 * @param show called once, with what the person needs.
 * @throws Problem `PB201` refused, `PB202` the code ran out, `PB401` …; Cancelled.
 */
export async function deviceCode(
  client: OAuthClient,
  scopes: string[],
  show: (code: DeviceCode) => void,
  signal: AbortSignal,
): Promise<OAuthCredential> {
  const { server, facts } = client;
  const response = await oauth.deviceAuthorizationRequest(
    server,
    client.client,
    client.authentication,
    { ...facts.tokenParams, ...(scopes.length > 0 ? { scope: scopes.join(facts.scopeSeparator) } : {}) },
    requestOptions(server, signal),
  );
  const code = await oauth.processDeviceAuthorizationResponse(server, client.client, response);
  const expiresAt = Date.now() + code.expires_in * 1000;
  show({
    userCode: code.user_code,
    verificationUri: code.verification_uri,
    ...(code.verification_uri_complete ? { verificationUriComplete: code.verification_uri_complete } : {}),
    expiresAt,
  });
  // RFC 8628 section 3.2: five seconds where the provider names no interval; 3.5: five more after `slow_down`.
  let intervalMs = (code.interval ?? 5) * 1000;
  while (Date.now() < expiresAt) {
    await pause(intervalMs, signal);
    const answer = await poll(client, code.device_code, scopes, signal);
    if (typeof answer === 'object') return answer;
    if (answer === 'slowDown') intervalMs += 5000;
  }
  throw signInTimedOut(client.application);
}

async function poll(
  client: OAuthClient,
  code: string,
  scopes: string[],
  signal: AbortSignal,
): Promise<OAuthCredential | 'pending' | 'slowDown'> {
  try {
    const options = { ...requestOptions(client.server, signal), additionalParameters: client.facts.tokenParams };
    const response = await oauth.deviceCodeGrantRequest(
      client.server,
      client.client,
      client.authentication,
      code,
      options,
    );
    return credentialFrom(await readLenient(response), scopes);
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError) {
      if (error.error === 'authorization_pending') return 'pending';
      if (error.error === 'slow_down') return 'slowDown';
      if (error.error === 'access_denied') throw signInDenied(client.application);
      if (error.error === 'expired_token') throw signInTimedOut(client.application);
    }
    if (classify(error, client.application).class === 'transient') return 'pending';
    throw error;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {
    throw new Cancelled();
  });
}
