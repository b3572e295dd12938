import { liveSecrets } from './secret.ts';

/** Shorter ones would be found in ordinary words. */
const minLength = 6;

/**
 * Replaces every secret of this process in a text that is about to be seen: as it is, URL-encoded, in JSON and in base64.
 * The last line of defence; nothing is written with a secret in it on purpose.
 */
export function scrub(text: string): string {
  let scrubbed = text;
  for (const secret of liveSecrets()) {
    const value = secret.reveal();
    if (value.length < minLength) continue;
    for (const form of forms(value)) {
      if (scrubbed.includes(form)) scrubbed = scrubbed.replaceAll(form, secret.toString());
    }
  }
  return scrubbed;
}

function forms(value: string): Set<string> {
  return new Set([
    value,
    encodeURIComponent(value),
    new URLSearchParams({ v: value }).toString().slice(2),
    JSON.stringify(value).slice(1, -1),
    ...base64Forms(value),
  ]);
}

/** A value inside a longer text (`user:password`) looks different at each of three offsets; only its middle is sure. */
export function base64Forms(value: string): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const bytes = Buffer.from(`${'\0'.repeat(offset)}${value}`);
    const whole = bytes.subarray(0, bytes.length - (bytes.length % 3));
    const sure = whole.toString('base64').slice(offset === 0 ? 0 : 4);
    return sure.length >= 8 ? [sure, sure.replaceAll('+', '-').replaceAll('/', '_')] : [];
  });
}
