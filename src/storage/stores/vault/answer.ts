import { scrub } from '../../../model/scrub.ts';
import { parseExactly } from './exactJson.ts';

/** What a Vault answered. */
export interface Answer {
  status: number;
  /** True where the body is of the form that a Vault gives. */
  understood: boolean;
  body: Record<string, unknown>;
  /** Its own words for what went wrong, in one line; empty where it says none. */
  errors: string;
}

/** Reads `{ "data": … }`, `{ "auth": … }` or `{ "errors": […] }`. */
export async function readAnswer(response: Response): Promise<Answer> {
  const { status } = response;
  const text = await response.text();
  if (text === '') return { status, understood: true, body: {}, errors: '' };
  const body = parsed(text);
  return { status, understood: body !== undefined, body: body ?? {}, errors: body ? errorsOf(body) : '' };
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
    const body = parseExactly(text);
    return isObject(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Some of the words are themselves lists, `2 errors occurred:\n\t* permission denied\n\t* invalid token\n\n`: they come
 * from a library for Go (hashicorp/go-multierror).
 */
function errorsOf(body: Record<string, unknown>): string {
  const { errors } = body;
  if (!Array.isArray(errors)) return '';
  const lines = errors
    .filter((one) => typeof one === 'string')
    .flatMap((one) => one.split('\n'))
    .map((line) => line.replace(/^\s*\* /, '').trim())
    .filter((line) => line !== '' && !/^\d+ errors? occurred:$/.test(line));
  return scrub([...new Set(lines)].join('; ')).slice(0, 300);
}
