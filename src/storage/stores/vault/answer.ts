import { scrub } from '../../../model/scrub.ts';

/** What a Vault answered. */
export interface Answer {
  status: number;
  /** True where the body is of the form that a Vault gives. */
  understood: boolean;
  body: Record<string, unknown>;
  /** Its own words for what went wrong, in one line; empty where it says none. */
  errors: string;
  /** True where the words were found by its policies and not by the look at the token, see {@link errorsOf}. */
  fromPolicies: boolean;
}

/** Reads `{ "data": … }`, `{ "auth": … }` or `{ "errors": […] }`. */
export async function readAnswer(response: Response): Promise<Answer> {
  const { status } = response;
  const text = await response.text();
  const body = text === '' ? {} : parsed(text);
  return { status, understood: body !== undefined, body: body ?? {}, ...errorsOf(body?.['errors']) };
}

/** `path` in an object of objects; `undefined` where there is no object. */
export function objectAt(value: unknown, ...path: string[]): Record<string, unknown> | undefined {
  const found = path.reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
  return isObject(found) ? found : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Some of the words are themselves lists, `1 error occurred:\n\t* permission denied\n\n`: a library for Go makes them
 * (hashicorp/go-multierror). So does a look at the policies of a token that is alive; one that has expired is refused in
 * plain words or, by newer servers, in a list that also says “invalid token” (openbao: vault/request_handling.go).
 */
function errorsOf(errors: unknown): Pick<Answer, 'errors' | 'fromPolicies'> {
  const said = Array.isArray(errors) ? errors.filter((one) => typeof one === 'string') : [];
  const header = /^\d+ errors? occurred:$/;
  const lines = said.flatMap((one) => one.split('\n')).map((line) => line.replace(/^\s*\* /, '').trim());
  const words = scrub([...new Set(lines.filter((line) => line !== '' && !header.test(line)))].join('; ')).slice(0, 300);
  return {
    errors: words,
    fromPolicies: lines.some((line) => header.test(line)) && !/\b(invalid|bad) token\b/i.test(words),
  };
}
