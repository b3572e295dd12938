import * as l10n from '@vscode/l10n';
import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from 'oauth4webapi';
import { Cancelled, Problem } from '../model/problem.ts';
import {
  answerNotUnderstood,
  appRefused,
  permissionMissing,
  providerDown,
  signInDenied,
  signInRefused,
  tokenRejected,
} from '../model/problems.ts';

/**
 * What a failed exchange with a provider means. Only `grantDead` and `consent` ask a person to sign in; `transient`
 * throws nothing away.
 */
export type FailureClass =
  | 'grantDead'
  | 'consent'
  | 'appProblem'
  | 'tokenRejected'
  | 'permission'
  | 'transient'
  | 'unclear';

export interface Failure {
  class: FailureClass;
  /** A few words without secrets: an error code of the RFCs, a status, a network error code. */
  detail: string;
  /** The same for a person. */
  problem: Problem;
}

/**
 * The one place where failures are told apart.
 *
 * @param application the name of the connector.
 * @throws Cancelled and Problem go through as they are.
 */
export function classify(error: unknown, application: string): Failure {
  if (error instanceof Cancelled) throw error;
  if (error instanceof Problem) return { class: 'unclear', detail: error.code, problem: error };
  if (error instanceof AuthorizationResponseError) return authorizationFailure(error.error, application);
  if (error instanceof ResponseBodyError) return tokenFailure(error.error, error.status, application);
  // RFC 6749 section 5.2: a 401 of the token endpoint speaks of the client, not of the grant.
  if (error instanceof WWWAuthenticateChallengeError) return tokenFailure('invalid_client', error.status, application);
  const status = statusOf(error);
  if (status !== undefined) return statusFailure(status, application);
  const network = networkDetail(error);
  if (network) return { class: 'transient', detail: network, problem: providerDown(application, network) };
  const detail = error instanceof Error ? error.message : String(error);
  return { class: 'transient', detail, problem: answerNotUnderstood(application, detail) };
}

/** The same for a plain answer of an API: the status alone. */
export function statusFailure(status: number, application: string): Failure {
  const detail = `HTTP ${status}`;
  if (status === 401) return { class: 'tokenRejected', detail, problem: tokenRejected(application) };
  if (status === 403) return { class: 'permission', detail, problem: permissionMissing(application) };
  if (status === 429 || status >= 500)
    return { class: 'transient', detail, problem: providerDown(application, detail) };
  return { class: 'unclear', detail, problem: answerNotUnderstood(application, detail) };
}

/** RFC 6749 section 4.1.2.1. */
function authorizationFailure(code: string, application: string): Failure {
  if (code === 'access_denied') return { class: 'consent', detail: code, problem: signInDenied(application) };
  if (code === 'server_error' || code === 'temporarily_unavailable') {
    return { class: 'transient', detail: code, problem: providerDown(application, code) };
  }
  if (code === 'unauthorized_client')
    return { class: 'appProblem', detail: code, problem: appRefused(application, code) };
  return { class: 'consent', detail: code, problem: signInRefused(application, code) };
}

/** RFC 6749 section 5.2, and what providers add to it. */
function tokenFailure(code: string, status: number, application: string): Failure {
  if (code === 'invalid_client' || code === 'unauthorized_client') {
    return { class: 'appProblem', detail: code, problem: appRefused(application, code) };
  }
  if (code === 'invalid_grant') return { class: 'grantDead', detail: code, problem: signInRefused(application, code) };
  if (['invalid_scope', 'consent_required', 'interaction_required', 'login_required'].includes(code)) {
    return { class: 'consent', detail: code, problem: signInRefused(application, code) };
  }
  if (status === 429 || status >= 500) {
    return { class: 'transient', detail: code, problem: providerDown(application, code) };
  }
  return { class: 'unclear', detail: code, problem: signInRefused(application, code) };
}

/** oauth4webapi puts the Response it could not use into `cause`. */
function statusOf(error: unknown): number | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  const response = cause instanceof Response ? cause : undefined;
  return response && !response.ok ? response.status : undefined;
}

function networkDetail(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError') return l10n.t('no answer in time');
  const { code } = (error.cause ?? error) as { code?: unknown };
  if (typeof code === 'string' && /^(E[A-Z]+|UND_ERR_|CERT_|DEPTH_|SELF_|UNABLE_|ERR_TLS|HPE_)/.test(code)) return code;
  return error.message === 'fetch failed' || error.message === 'terminated'
    ? l10n.t('the connection broke')
    : undefined;
}
