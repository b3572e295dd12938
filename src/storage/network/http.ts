import { Cancelled } from '../../model/problem.ts';
import { AnswerBroken } from './networkFailure.ts';

/** A person waits: a provider that has not answered by then is treated as out of reach. */
export const requestTimeoutMs = 15_000;

/** Token and health answers are small; more than this is a mistake or an attack. */
export const maxBodyBytes = 1_000_000;

/**
 * A `fetch` for providers and stores: it follows no redirect (a credential would travel along), gives up after
 * {@link requestTimeoutMs}, and reads at most {@link maxBodyBytes}.
 *
 * @param signal the person's own cancel, told apart from the time limit.
 * @throws Cancelled, or what `fetch` throws.
 */
export async function providerFetch(
  url: string | URL,
  init: RequestInit = {},
  signal?: AbortSignal,
): Promise<Response> {
  const limit = AbortSignal.timeout(requestTimeoutMs);
  const signals = [limit, signal, init.signal].filter((one) => one != null);
  try {
    const response = await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.any(signals) });
    const body = await readBounded(response);
    const { status, statusText, headers } = response;
    return new Response([101, 204, 205, 304].includes(status) ? null : body, { status, statusText, headers });
  } catch (error) {
    if (signal?.aborted) throw new Cancelled();
    throw error;
  }
}

async function readBounded(response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  try {
    for await (const chunk of response.body ?? []) {
      chunks.push(chunk);
      length += chunk.byteLength;
      if (length > maxBodyBytes) break;
    }
  } catch (error) {
    // A time limit stays what it is; anything else is a connection that broke in the middle.
    throw error instanceof TypeError ? new AnswerBroken('the answer broke off', { cause: error }) : error;
  }
  if (length > maxBodyBytes) throw new Error(`the answer is larger than ${maxBodyBytes} bytes`);
  return Buffer.concat(chunks);
}
