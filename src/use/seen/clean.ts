import { scrub } from '../../model/scrub.ts';
import type { Use } from '../../storage/usageCounts.ts';
import { failureCode, type SeenCall } from './call.ts';

/** Longer texts are cut: a log is no place for them. */
const longest = { by: 120, method: 12, path: 200, problem: 12, traceId: 64, connection: 64 } as const;
type Named = keyof typeof longest;

/** Beginnings by which keys and tokens are known. */
const known =
  /^(gh[a-z]_|github_pat_|glpat-|xox[a-z]-|xapp-|[sprw]k[-_]|eyJ|AKIA|ya29\.|shp[a-z]+_|npm_|pypi-|hf_|pb_)\S{8,}$/;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What is said in place of what looks like a secret. */
const hidden = '***';

/** Calls as they may be seen: only what {@link SeenCall} names, no queries, and nothing in them that is or looks like a secret. */
export function cleaned(calls: readonly SeenCall[]): SeenCall[] {
  const texts = calls.map((call) => ({
    by: call.by,
    method: call.method,
    path: call.path === undefined ? undefined : cleanPath(call.path),
    problem: call.problem,
    traceId: call.traceId,
    connection: call.connection,
  }));
  // All at once: to look for every secret of the process takes its time.
  const safe = JSON.parse(scrub(JSON.stringify(texts))) as typeof texts;
  return calls.map(({ at, what, status, durationMs }, index) => {
    // Cut last: of half a secret nobody could tell what it is.
    const said = Object.entries(safe[index] ?? {}).map(([name, text]) => [
      name,
      text?.slice(0, longest[name as Named]),
    ]);
    return {
      at,
      what,
      durationMs,
      ...(status === undefined ? {} : { status }),
      ...Object.fromEntries(said),
    } as SeenCall;
  });
}

/** What is counted of clean calls: of each that used a connection, who and how it ended. */
export function usesOf(calls: readonly SeenCall[]): Use[] {
  return calls.flatMap((call) => {
    const { at, connection, by, what } = call;
    if (connection === undefined || what === 'question') return [];
    const code = failureCode(call);
    return [{ at, connection, by, ...(code === undefined ? {} : { code }) }];
  });
}

/** A path or an address as a path alone, with what looks like a secret taken out. */
export function cleanPath(text: string): string {
  const path = (text.split(/[?#]/, 1)[0] ?? '').replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '') || '/';
  return path.replace(/[^/;=,()'":&]+/g, (piece) => (looksSecret(piece) ? hidden : piece));
}

/**
 * Whether a piece of a path looks like a key or a token. Ids that look the same are hidden with them; UUIDs, numbers and
 * words are not.
 */
export function looksSecret(piece: string): boolean {
  const text = decoded(piece);
  if (known.test(text)) return true;
  if (text.length < 20 || uuid.test(text) || /\s/.test(text)) return false;
  const switches = [...text.matchAll(/[a-z](?=\d)|\d(?=[a-z])/gi)].length;
  const cases = [...text.matchAll(/[a-z](?=[A-Z])/g)].length;
  return switches >= 4 || (switches >= 1 && cases >= 3);
}

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}
