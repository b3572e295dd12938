import * as l10n from '@vscode/l10n';
import { isLoopback } from '../../model/loopback.ts';
import { BundleRefused, maxBundleBytes } from './bundle.ts';

/** Nobody waits for it but the very first time. */
export const fetchTimeoutMs = 10_000;

const mostRedirects = 3;

/** What the address of the organisation answered. */
export type Answer = { status: 'same' } | { status: 'text'; text: string; etag?: string };

/**
 * Asks for the bundle, and whether it is still the one that is known.
 *
 * @param etag of the one that is known, as the server gave it (RFC 9110 section 13.1.2).
 * @throws BundleRefused with words for a person where there is no answer, or one that is no bundle.
 */
export async function fetchBundle(url: string, etag?: string, timeoutMs = fetchTimeoutMs): Promise<Answer> {
  const signal = AbortSignal.timeout(timeoutMs);
  const headers = { Accept: 'application/json', ...(etag === undefined ? {} : { 'If-None-Match': etag }) };
  try {
    const response = await follow(url, { headers, redirect: 'manual', signal, cache: 'no-store' });
    if (response.status === 304 && etag !== undefined) return { status: 'same' };
    if (response.status !== 200)
      throw new BundleRefused(l10n.t('the address answers with status {0}', response.status));
    const text = await readBounded(response);
    const tag = response.headers.get('ETag');
    return { status: 'text', text, ...(tag ? { etag: tag } : {}) };
  } catch (error) {
    if (error instanceof BundleRefused) throw error;
    if (signal.aborted) throw new BundleRefused(l10n.t('the address did not answer in time'), { cause: error });
    throw new BundleRefused(l10n.t('the address cannot be reached'), { cause: error });
  }
}

/** https, or http to this computer; without a password in it, which would be shown. */
export function isSafeAddress(address: string): boolean {
  const url = URL.parse(address);
  if (!url || url.username || url.password) return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
}

/** Follows a few redirects, each to an address that could have been named in the first place. */
async function follow(url: string, init: RequestInit): Promise<Response> {
  let at = url;
  for (let hops = 0; hops <= mostRedirects; hops++) {
    if (!isSafeAddress(at)) throw new BundleRefused(l10n.t('the address is not an https address'));
    const response = await fetch(at, init);
    const location = [301, 302, 303, 307, 308].includes(response.status) ? response.headers.get('Location') : null;
    if (location === null) return response;
    await response.body?.cancel();
    at = URL.parse(location, at)?.href ?? '';
  }
  throw new BundleRefused(l10n.t('the address leads on and on'));
}

async function readBounded(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > maxBundleBytes) throw new BundleRefused(l10n.t('the answer is larger than {0} bytes', maxBundleBytes));
  }
  return Buffer.concat(chunks).toString('utf8');
}
