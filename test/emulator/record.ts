import { readFileSync } from 'node:fs';
import { parse } from 'jsonc-parser';

/*
 * A record of the catalog as the emulator understands it: read and interpreted here a second time, from the file alone, so
 * that a mistake of the extension's own reading cannot hide itself.
 */

export interface RecordParameter {
  name: string;
  example?: string;
  default?: string;
  format?: 'text' | 'url' | 'host';
  choices?: { value: string }[];
  hosts?: string[];
  required?: boolean;
  learnedFrom?: { where: 'discovery' | 'answer' | 'redirect'; name: string };
}

export interface RecordOAuth {
  issuer?: string;
  discovery?: 'oidc' | 'oauth2';
  authorizeUrl?: string;
  tokenUrl: string;
  refreshUrl?: string;
  revokeUrl?: string;
  parUrl?: string;
  deviceUrl?: string;
  registrationUrl?: string;
  scopes?: { name: string; required?: boolean }[];
  scopeSeparator?: string;
  scopeParam?: string;
  pkce?: 'required' | 'optional' | 'breaks';
  tokenAuth?: 'basic' | 'post';
  clientSecret?: 'required' | 'optional' | 'none';
  bodyFormat?: 'form' | 'json';
  tokenPath?: string;
  accessTokenSeconds?: number;
  refresh?: { rotates?: boolean };
  authorizeParams?: Record<string, string>;
  tokenParams?: Record<string, string>;
  deviceParams?: Record<string, string>;
  client?: { clientId: string };
  lenient?: boolean;
}

export interface RecordPlacement {
  in?: 'header' | 'query' | 'basicUser' | 'basicPassword';
  name?: string;
  prefix?: string;
  with?: string;
}

export interface ConnectorRecord {
  key: string;
  name: string;
  unavailable?: string;
  authTypes: string[];
  parameters?: RecordParameter[];
  oauth?: RecordOAuth;
  pat?: { placement: RecordPlacement };
  apiKey?: { placement: RecordPlacement };
  api: {
    baseUrl: string;
    hosts?: string[];
    headers?: Record<string, string>;
    query?: Record<string, string>;
    health?: { method?: string; path: string; body?: unknown; identity?: string[]; okPath?: string };
  };
}

export function readRecord(file: string): ConnectorRecord {
  return parse(readFileSync(file, 'utf8'), [], { allowTrailingComma: true }) as ConnectorRecord;
}

/** What a person would type, by the record's own examples, and what the provider would teach. */
export function typical({ parameters = [] }: ConnectorRecord): { typed: Values; learned: Values } {
  const value = ({ name, format, example, default: preset, choices, hosts }: RecordParameter): string => {
    const known = example ?? preset ?? choices?.[0]?.value;
    // The demo provider's own address is this computer's, which is not on the wire.
    if (known && !known.startsWith('http:')) return known;
    const host = (hosts?.[0] ?? `${name.toLowerCase()}.provider.example`).replace(/^\*\./, 'one.');
    if (format === 'url') return `https://${host}`;
    return format === 'host' ? host : `${name}-1`;
  };
  const pick = (learned: boolean) =>
    Object.fromEntries(
      parameters
        .filter(({ learnedFrom }) => (learnedFrom !== undefined) === learned)
        .map((parameter) => [parameter.name, value(parameter)]),
    );
  return { typed: pick(false), learned: pick(true) };
}

export type Values = Record<string, string>;

/** Puts values where their names stand in braces. */
export function fill(template: string, values: Values): string {
  return template
    .replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
    .replace(/([^:])\/{2,}/g, (whole, before: string, offset: number) => (offset === 0 ? whole : `${before}/`));
}

/** `{ a: { b: value } }` for the path `a.b`, on top of `into`. */
export function put(into: Record<string, unknown>, path: string, value: unknown): Record<string, unknown> {
  const [first = '', ...rest] = path.split('.');
  if (rest.length === 0) into[first] = value;
  else {
    const inner = into[first] ?? (/^\d+$/.test(rest[0] ?? '') ? [] : {});
    into[first] = put(inner as Record<string, unknown>, rest.join('.'), value);
  }
  return into;
}
