import { Denial } from '../../model/denial.ts';
import { Cancelled, Problem } from '../../model/problem.ts';
import { callEnded, unexpected } from '../../model/problems.ts';

/** An answer that says what is wrong, as the Integration Service says it, with what Patchbay knows beside it. */
export interface Failure {
  status: number;
  headers: Record<string, string>;
  body: {
    /** A code of that service where it has one for this, which its clients know; else ours. */
    code: string;
    message: string;
    traceId: string;
    /** Its elements service calls the trace so, and gives the status. */
    requestId: string;
    status: number;
    /** The elements service calls the code so, and its SDKs look here first. */
    providerErrorCode: string;
    patchbay: { code: string; remedy: string };
  };
}

/** Our code → that service's code, and the status that goes with it (integration-service.md section 3.4). */
const known: Readonly<Record<string, readonly [status: number, code?: string]>> = {
  PB105: [404, 'CNS1001'],
  PB108: [404, 'CNS1006'],
  PB109: [404, 'CNS1006'],
  PB111: [403, 'CNS1045'],
  PB302: [400, 'CNS1008'],
  PB303: [400, 'CNS1008'],
  PB304: [400, 'CNS1008'],
  PB305: [503],
  PB308: [400, 'CNS1008'],
  PB401: [503, 'CNS1042'],
  PB402: [400, 'CNS1008'],
  PB403: [400, 'CNS1008'],
  PB404: [502, 'CNS1042'],
  PB405: [403],
  PB408: [400, 'CNS1008'],
  PB210: [400, 'CNS1008'],
  PB501: [400],
  PB656: [400, 'CNS1008'],
  PB750: [404, 'CNS1006'],
  PB751: [404, 'CNS1006'],
  PB752: [400],
  PB801: [401, 'CNS1046'],
  PB802: [403],
  PB803: [404, 'CNS1006'],
  PB804: [400],
  PB805: [502],
  PB806: [503],
  PB807: [501],
  PB808: [408],
  PB809: [504],
  PB810: [400, 'CNS1021'],
  PB811: [404, 'CNS1000'],
  PB812: [400, 'CNS1026'],
  PB813: [404],
  PB814: [405],
  PB815: [400],
  PB816: [431],
  PB817: [409],
  PB818: [403, 'CNS1044'],
  PB819: [404],
  PB820: [404],
  PB821: [502, 'CNS1042'],
  PB822: [404],
  PB823: [403],
  // Streamable HTTP, “Session Management”: upon which clients begin a new session.
  PB824: [404],
};

/**
 * How a problem is said to a program. What is no problem of ours is said without its words: they might hold anything.
 *
 * @param challenges false for callers who would begin a sign-in of their own where they are answered 401 or 403, with us as
 *   its authorization server, as MCP clients do. They are answered 410, after which there is nothing to do.
 */
export function failureOf(error: unknown, traceId: string, { challenges = true } = {}): Failure {
  const problem = problemOf(error);
  const [usual, code = problem.code] = problem instanceof Denial ? [403, 'CNS3001'] : (known[problem.code] ?? [500]);
  const status = (usual === 401 || usual === 403) && !challenges ? 410 : usual;
  const headers: Record<string, string> = {};
  if (status === 401) headers['WWW-Authenticate'] = 'Bearer realm="patchbay"';
  // RFC 9110 section 10.2.3.
  if (status === 503) headers['Retry-After'] = '1';
  const { message, remedy } = problem;
  return {
    status,
    headers,
    body: {
      ...{ code, message: `${message} ${remedy} (${problem.code})`, traceId, requestId: traceId, status },
      providerErrorCode: code,
      patchbay: { code: problem.code, remedy },
    },
  };
}

function problemOf(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return error instanceof Cancelled ? callEnded() : unexpected(error);
}
