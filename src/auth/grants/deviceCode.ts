import { setTimeout as delay } from 'node:timers/promises';
import * as oauth from 'oauth4webapi';
import type { OAuthCredential } from '../../model/credential.ts';
import { Cancelled } from '../../model/problem.ts';
import { deviceCodeExpired, signInDenied } from '../../model/problems.ts';
import { type OAuthClient, requestOptions } from '../client.ts';
import { type DeviceCode, readDeviceAnswer } from '../deviceAnswer.ts';
import { classify } from '../failure.ts';
import { readTokens } from '../readTokens.ts';

/** A provider that is out of reach is asked no less often than this, in milliseconds. */
const longestPauseMs = 60_000;

/**
 * Signs a person in by a code that is typed on another device (RFC 8628). An outage while waiting is waited out, within
 * the life of the code.
 *
 * @param show called once, with what the person needs.
 * @param wait for so many milliseconds; a test gives its own.
 * @throws Problem `PB201` refused, `PB213` the code ran out; what oauth4webapi and `fetch` throw, for `classify`; Cancelled.
 */
export async function deviceCode(
  client: OAuthClient,
  scopes: string[],
  show: (code: DeviceCode) => void,
  signal: AbortSignal,
  wait = pause,
): Promise<OAuthCredential> {
  const { server, facts } = client;
  const response = await oauth.deviceAuthorizationRequest(
    server,
    client.client,
    client.authentication,
    { ...facts.deviceParams, ...(scopes.length > 0 ? { scope: scopes.join(facts.scopeSeparator) } : {}) },
    requestOptions(client, signal),
  );
  const { deviceCode: code, shown, intervalMs } = await readDeviceAnswer(response);
  show(shown);
  let pauseMs = intervalMs;
  while (Date.now() < shown.expiresAt) {
    await wait(pauseMs, signal);
    const answer = await poll(client, code, scopes, signal);
    if (typeof answer === 'object') return answer;
    // RFC 8628 section 3.5: five seconds more, for good; and twice as long after each failure of the network.
    if (answer === 'slowDown') pauseMs += 5000;
    if (answer === 'unreachable') pauseMs = Math.min(pauseMs * 2, Math.max(longestPauseMs, intervalMs));
  }
  throw deviceCodeExpired(client.application);
}

async function poll(
  client: OAuthClient,
  code: string,
  scopes: string[],
  signal: AbortSignal,
): Promise<OAuthCredential | 'pending' | 'slowDown' | 'unreachable'> {
  try {
    const options = { ...requestOptions(client, signal), additionalParameters: client.facts.tokenParams };
    const response = await oauth.deviceCodeGrantRequest(
      client.server,
      client.client,
      client.authentication,
      code,
      options,
    );
    return await readTokens(client, response, scopes);
  } catch (error) {
    if (error instanceof oauth.ResponseBodyError) {
      if (error.error === 'authorization_pending') return 'pending';
      if (error.error === 'slow_down') return 'slowDown';
      if (error.error === 'access_denied') throw signInDenied(client.application);
      // The second is GitHub's.
      if (error.error === 'expired_token' || error.error === 'token_expired') {
        throw deviceCodeExpired(client.application);
      }
    }
    if (classify(error, client.application).class === 'transient') return 'unreachable';
    throw error;
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await delay(ms, undefined, { signal }).catch(() => {
    throw new Cancelled();
  });
}
