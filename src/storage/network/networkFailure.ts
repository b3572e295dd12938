import * as l10n from '@vscode/l10n';

/** Codes of failures that come before a connection stands, so that the provider cannot have seen the request. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** Codes of failures after the request went out, with nothing of an answer. */
const noAnswer = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** An answer began to come and broke off: whatever was asked for may have been done. */
export class AnswerBroken extends Error {
  override readonly name = 'AnswerBroken';
}

/** What the network says of a failed request, in a word; `undefined` where it was not the network. */
export function networkDetail(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError') return l10n.t('no answer in time');
  if (error instanceof AnswerBroken) return l10n.t('the connection broke');
  const code = codeOf(error);
  if (code && /^(E[A-Z]+|UND_ERR_|CERT_|DEPTH_|SELF_|UNABLE_|ERR_TLS|HPE_)/.test(code)) return code;
  return error.message === 'fetch failed' ? l10n.t('the connection broke') : undefined;
}

/** True where not a byte of an answer came, so that even a request that is not idempotent may be sent once more. */
export function nothingCame(error: unknown): boolean {
  const code = codeOf(error);
  return error instanceof TypeError && code !== undefined && (neverSent.has(code) || noAnswer.has(code));
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code } = (error.cause ?? error) as { code?: unknown };
  return typeof code === 'string' ? code : undefined;
}
