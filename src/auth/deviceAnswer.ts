import * as z from 'zod/mini';
import { isLoopback } from '../model/loopback.ts';
import { readMembers } from './tokenAnswer.ts';

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

/** The whole answer of the device authorization endpoint. */
export interface DeviceAnswer {
  /** What the token endpoint is asked with. */
  deviceCode: string;
  intervalMs: number;
  shown: DeviceCode;
}

const number = z.optional(z.nullable(z.union([z.number(), z.string()])));
const address = z.optional(z.nullable(z.string()));

const schema = z.looseObject({
  device_code: z.string().check(z.minLength(1)),
  /** It is shown, so it is held to what a person could type. */
  user_code: z.string().check(z.regex(/^[\p{L}\p{N}][\p{L}\p{N} ._-]{0,63}$/u)),
  verification_uri: address,
  /** Google's name for it. */
  verification_url: address,
  verification_uri_complete: address,
  expires_in: number,
  interval: number,
});

/**
 * Reads the answer of a device authorization endpoint, also of one that bends RFC 8628: form-encoded, an error with status
 * 200, numbers as texts, `verification_url`.
 *
 * @throws ResponseBodyError for an error answer, Error for what cannot be understood or names no safe page.
 */
export async function readDeviceAnswer(response: Response, now = Date.now()): Promise<DeviceAnswer> {
  const parsed = schema.safeParse(await readMembers(response));
  if (!parsed.success) throw new Error('the answer of the device authorization endpoint is not complete');
  const { device_code, user_code, verification_uri_complete, expires_in, interval } = parsed.data;
  const page = safePage(parsed.data.verification_uri ?? parsed.data.verification_url);
  const life = positive(expires_in);
  if (page === undefined || life === undefined) throw new Error('the device code has no page or no end');
  const complete = safePage(verification_uri_complete);
  return {
    deviceCode: device_code,
    // RFC 8628 section 3.2: five seconds where the provider names no interval.
    intervalMs: (positive(interval) ?? 5) * 1000,
    shown: {
      userCode: user_code,
      verificationUri: page,
      ...(complete ? { verificationUriComplete: complete } : {}),
      expiresAt: now + life * 1000,
    },
  };
}

/** An address that the browser may be sent to, with nothing in it that a message would take for a link of its own. */
function safePage(text: string | null | undefined): string | undefined {
  const url = URL.parse(text ?? '');
  if (url?.username !== '' || url.password !== '') return undefined;
  const secure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url.hostname));
  const { origin, href } = url;
  const rest = href.slice(origin.length).replace(/[()[\]]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  return secure ? origin + rest : undefined;
}

function positive(value: number | string | null | undefined): number | undefined {
  const given = Number(value ?? Number.NaN);
  return Number.isFinite(given) && given > 0 ? given : undefined;
}
