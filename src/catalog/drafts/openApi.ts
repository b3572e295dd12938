import { type DraftRecord, keyOf, whoMembers, whoPaths } from './record.ts';

type Json = Record<string, unknown>;

/**
 * Drafts a record from an OpenAPI document (2.0, 3.0, 3.1): the address from its servers, the authentication types from its
 * security schemes, the health request from a path that tells who asks.
 *
 * @param document the parsed document.
 * @param source where it comes from.
 * @returns `undefined` for what is no OpenAPI document, or names no security scheme that there is a type for.
 */
export function fromOpenApi(document: unknown, source: string, today: string): DraftRecord | undefined {
  const root = objectOf(document);
  if (typeof root['openapi'] !== 'string' && typeof root['swagger'] !== 'string') return undefined;
  const info = objectOf(root['info']);
  const name = textOf(info['title']) ?? 'Our API';
  const schemes = objectOf(objectOf(root['components'])['securitySchemes'] ?? root['securityDefinitions']);
  const parts = Object.values(schemes).map((scheme) => schemeOf(objectOf(scheme)));
  const merged: Partial<DraftRecord> = Object.assign({}, ...parts.toReversed());
  const authTypes = [...new Set(parts.flatMap((part) => part.authTypes ?? []))];
  if (authTypes.length === 0) return undefined;
  const path = whoPaths.find((candidate) => Object.hasOwn(objectOf(objectOf(root['paths'])[candidate]), 'get'));
  return {
    key: keyOf(name),
    name,
    description: firstSentence(textOf(info['description'])) ?? 'What it is, in a sentence.',
    ...merged,
    authTypes,
    api: { baseUrl: addressOf(root), ...(path ? { health: { path, identity: whoMembers } } : {}) },
    provenance: [{ source, kind: 'vendor', readOn: today }],
  };
}

/** One security scheme (OpenAPI 3.1 section 4.8.27) as a part of a record. */
function schemeOf(scheme: Json): Partial<DraftRecord> {
  switch (scheme['type']) {
    case 'apiKey': {
      const where = scheme['in'] === 'query' ? 'query' : 'header';
      // A cookie is the browser's, and nothing that a person pastes.
      if (scheme['in'] === 'cookie') return {};
      return {
        authTypes: ['apiKey'],
        apiKey: { placement: { in: where, name: textOf(scheme['name']) ?? 'X-API-Key' } },
      };
    }
    case 'basic':
      return { authTypes: ['basic'] };
    case 'http':
      if (scheme['scheme'] === 'basic') return { authTypes: ['basic'] };
      return String(scheme['scheme']).toLowerCase() === 'bearer'
        ? { authTypes: ['pat'], pat: { placement: { prefix: 'Bearer ' } } }
        : {};
    case 'oauth2':
      return oauthOf(scheme);
    default:
      return {};
  }
}

function oauthOf(scheme: Json): Partial<DraftRecord> {
  const flows = flowsOf(scheme);
  const code = objectOf(flows['authorizationCode']);
  const service = objectOf(flows['clientCredentials']);
  const tokenUrl = textOf(code['tokenUrl']) ?? textOf(service['tokenUrl']);
  if (tokenUrl === undefined) return {};
  const authorizeUrl = textOf(code['authorizationUrl']);
  const refreshUrl = textOf(code['refreshUrl']);
  const scopes = Object.entries({ ...objectOf(service['scopes']), ...objectOf(code['scopes']) });
  return {
    authTypes: [...(authorizeUrl ? ['byoa'] : []), ...(textOf(service['tokenUrl']) ? ['clientCredentials'] : [])],
    oauth: {
      ...(authorizeUrl ? { authorizeUrl } : {}),
      tokenUrl,
      ...(refreshUrl && refreshUrl !== tokenUrl ? { refreshUrl } : {}),
      scopes: scopes.slice(0, 50).map(([name, about]) => ({ name, ...(textOf(about) ? { description: about } : {}) })),
    },
  };
}

/** OpenAPI 2.0 has one flow in each scheme, under other names. */
function flowsOf(scheme: Json): Json {
  if (scheme['flows']) return objectOf(scheme['flows']);
  const names: Record<string, string> = { accessCode: 'authorizationCode', application: 'clientCredentials' };
  return { [names[String(scheme['flow'])] ?? '']: scheme };
}

function addressOf(root: Json): string {
  const [server] = Array.isArray(root['servers']) ? root['servers'] : [];
  const url = textOf(objectOf(server)['url']);
  if (url && /^https?:\/\//.test(url) && !url.includes('{')) return url.replace(/\/+$/, '');
  const host = textOf(root['host']);
  return host ? `https://${host}${(textOf(root['basePath']) ?? '').replace(/\/+$/, '')}` : 'https://api.example.com';
}

function firstSentence(text: string | undefined): string | undefined {
  return text
    ?.replace(/\s+/g, ' ')
    .trim()
    .match(/^.{1,120}?[.!?](?=\s|$)/)?.[0];
}

function objectOf(value: unknown): Json {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Json) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
