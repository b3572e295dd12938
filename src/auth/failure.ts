import * as l10n from '@vscode/l10n';
import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from 'oauth4webapi';
import { Cancelled, Problem } from '../model/problem.ts';
import {
  answerNotUnderstood,
  appRefused,
  clockWrong,
  permissionMissing,
  providerDown,
  signInDenied,
  signInRefused,
  tokenRejected,
} from '../model/problems.ts';
import { networkDetail } from '../storage/network/networkFailure.ts';
import type { HostPaused } from './tokenHosts.ts';

/**
 * What a failed exchange with a provider means. Only `grantDead` and `consent` ask a person to sign in; `transient` throws
 * nothing away; `clock` says that this computer's clock is to blame.
 */
export type FailureClass =
  | 'grantDead'
  | 'consent'
  | 'appProblem'
  | 'tokenRejected'
  | 'permission'
  | 'transient'
  | 'clock'
  | 'unclear';

export interface Failure {
  class: FailureClass;
  /** A few words without secrets: an error code of the RFCs, a status, a network error code. */
  detail: string;
  /** The same for a person. */
  problem: Problem;
  /** How long the provider is to be left alone, in milliseconds, where it asked for that or we decided so. */
  waitMs?: number;
}

/** A clock that is further off than this, in milliseconds, makes providers refuse what is in order. */
export const clockToleranceMs = 5 * 60_000;

/**
 * The one place where failures are told apart.
 *
 * @param application the name of the connector.
 * @throws Cancelled goes through as it is.
 */
export function classify(error: unknown, application: string): Failure {
  if (error instanceof Cancelled) throw error;
  if (error instanceof Problem) return { class: 'unclear', detail: error.code, problem: error };
  const failure = withWait(tellApart(error, application), error);
  const refused = failure.class !== 'transient' && failure.class !== 'unclear';
  const offset = refused ? clockOffsetMs(responseOf(error)) : 0;
  if (Math.abs(offset) <= clockToleranceMs) return failure;
  const problem = clockWrong(application, String(Math.round(Math.abs(offset) / 60_000)), offset > 0);
  return { class: 'clock', detail: failure.detail, problem };
}

function withWait(failure: Failure, error: unknown): Failure {
  const waitMs = isPause(error) ? Math.max(0, error.until - Date.now()) : retryAfterMs(error);
  return waitMs === undefined ? failure : { ...failure, waitMs };
}

/** By its name: the class is one of the heavy parts, which are loaded when they are needed. */
function isPause(error: unknown): error is HostPaused {
  return error instanceof Error && error.name === 'HostPaused';
}

function tellApart(error: unknown, application: string): Failure {
  if (error instanceof AuthorizationResponseError) return authorizationFailure(error.error, application);
  if (error instanceof ResponseBodyError) return tokenFailure(error.error, error.status, application);
  // RFC 6749 section 5.2: a 401 of the token endpoint speaks of the client, not of the grant.
  if (error instanceof WWWAuthenticateChallengeError) return tokenFailure('invalid_client', error.status, application);
  if (isPause(error)) {
    const detail = l10n.t('it failed several times, and is left alone for a moment');
    return { class: 'transient', detail, problem: providerDown(application, detail) };
  }
  const response = responseOf(error);
  if (response && !response.ok) return statusFailure(response.status, application);
  const network = networkDetail(error);
  if (network) return { class: 'transient', detail: network, problem: providerDown(application, network) };
  const detail = l10n.t('it is not what the standard says');
  return { class: 'transient', detail, problem: answerNotUnderstood(application, detail) };
}

/** The same for a plain answer of an API. */
export function answerFailure(response: Response, application: string): Failure {
  return withWait(statusFailure(response.status, application), response);
}

/** By the status alone. */
export function statusFailure(status: number, application: string): Failure {
  const detail = `HTTP ${status}`;
  if (status === 401) return { class: 'tokenRejected', detail, problem: tokenRejected(application) };
  if (status === 403) return { class: 'permission', detail, problem: permissionMissing(application) };
  if (status === 429 || status >= 500)
    return { class: 'transient', detail, problem: providerDown(application, detail) };
  return { class: 'unclear', detail, problem: answerNotUnderstood(application, detail) };
}

/** How far this computer's clock is behind the provider's `Date` header, in milliseconds; 0 where it says nothing. */
export function clockOffsetMs(response: Response | undefined, now = Date.now()): number {
  const date = Date.parse(response?.headers.get('date') ?? '');
  return Number.isNaN(date) ? 0 : date - now;
}

/** What a refusal asks us to wait, in milliseconds, at most an hour (RFC 9110 section 10.2.3); `undefined` for nothing. */
export function retryAfterMs(error: unknown, now = Date.now()): number | undefined {
  const response = responseOf(error);
  if (response?.status !== 429 && response?.status !== 503) return undefined;
  const header = response.headers.get('retry-after') ?? '';
  const wait = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isFinite(wait) && wait > 0 ? Math.min(wait, 3_600_000) : undefined;
}

/** RFC 6749 section 4.1.2.1. */
function authorizationFailure(error: string, application: string): Failure {
  const code = codeOf(error, 'error');
  if (code === 'access_denied') return { class: 'consent', detail: code, problem: signInDenied(application) };
  if (code === 'server_error' || code === 'temporarily_unavailable') {
    return { class: 'transient', detail: code, problem: providerDown(application, code) };
  }
  if (code === 'unauthorized_client')
    return { class: 'appProblem', detail: code, problem: appRefused(application, code) };
  return { class: 'consent', detail: code, problem: signInRefused(application, code) };
}

/** The code is the provider's text: what does not look like one is not shown. */
function codeOf(text: string, otherwise: string): string {
  return /^[\w.-]{1,60}$/.test(text) ? text : otherwise;
}

/** RFC 6749 section 5.2, and what providers add to it. */
function tokenFailure(code: string, status: number, application: string): Failure {
  const detail = codeOf(code, `HTTP ${status}`);
  if (code === 'invalid_client' || code === 'unauthorized_client') {
    return { class: 'appProblem', detail, problem: appRefused(application, detail) };
  }
  if (code === 'invalid_grant') return { class: 'grantDead', detail, problem: signInRefused(application, detail) };
  if (['invalid_scope', 'consent_required', 'interaction_required', 'login_required'].includes(code)) {
    return { class: 'consent', detail, problem: signInRefused(application, detail) };
  }
  if (status === 429 || status >= 500 || code === 'temporarily_unavailable' || code === 'slow_down') {
    return { class: 'transient', detail, problem: providerDown(application, detail) };
  }
  return { class: 'unclear', detail, problem: signInRefused(application, detail) };
}

/** The answer that an error is about: oauth4webapi and `tokenAnswer` put it into `response` or `cause`. */
function responseOf(error: unknown): Response | undefined {
  if (error instanceof Response) return error;
  if (error instanceof ResponseBodyError || error instanceof WWWAuthenticateChallengeError) return error.response;
  const cause = error instanceof Error ? error.cause : undefined;
  return cause instanceof Response ? cause : undefined;
}
