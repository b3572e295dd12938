import { fillTemplate } from '../../src/catalog/template.ts';
import type { Connector } from '../../src/model/connector.ts';

/** What an address of a record really is; `path` as in the record. */
export interface Finding {
  path: string;
  url: string;
  /** Absent where it is as the record says. */
  wrong?: string;
}

type Get = (url: string, init?: RequestInit) => Promise<Response>;

/** Members of a discovery document (OpenID Connect Discovery 1.0 section 3, RFC 8414 section 2), by the record's facts. */
const members = {
  authorizeUrl: 'authorization_endpoint',
  tokenUrl: 'token_endpoint',
  revokeUrl: 'revocation_endpoint',
  deviceUrl: 'device_authorization_endpoint',
} as const;

/**
 * Compares a record with what the provider answers: the discovery document of its issuer, and whether its addresses are
 * alive. It signs in nowhere and sends nothing that belongs to anybody. Addresses that hang on somebody's own site are left
 * out.
 */
export async function verifyRecord({ oauth, api, docsUrl }: Connector, get: Get = fetch): Promise<Finding[]> {
  const findings: Finding[] = [];
  const look = async (
    path: string,
    template: string | undefined,
    judge: (response: Response) => string | undefined,
    init?: RequestInit,
  ) => {
    if (template === undefined || template.includes('{')) return;
    const url = fillTemplate(template, {});
    const wrong = await get(url, { redirect: 'manual', signal: AbortSignal.timeout(20_000), ...init }).then(
      judge,
      (error: Error) => error.message,
    );
    findings.push({ path, url, ...(wrong === undefined ? {} : { wrong }) });
  };
  await look('docsUrl', docsUrl, isThere);
  await look('oauth.authorizeUrl', oauth?.authorizeUrl, isThere);
  // An empty request is refused by whatever is a token endpoint, and not found where there is none.
  const form = { method: 'POST', body: new URLSearchParams() };
  await look('oauth.tokenUrl', oauth?.tokenUrl, refuses, form);
  await look('oauth.revokeUrl', oauth?.revokeUrl, isThere, form);
  await look('oauth.deviceUrl', oauth?.deviceUrl, refuses, form);
  const health =
    api.health && /^https:/.test(api.health.path) ? api.health.path : api.health && api.baseUrl + api.health.path;
  if (api.health?.method === 'GET') await look('api.health.path', health, wantsCredential);
  findings.push(...(await compareDiscovery(oauth, get)));
  return findings;
}

function isThere({ status }: Response): string | undefined {
  return status === 404 || status === 410 || status >= 500 ? `HTTP ${status}` : undefined;
}

function refuses({ status }: Response): string | undefined {
  return status >= 400 && status < 500 && status !== 404 && status !== 410 ? undefined : `HTTP ${status}`;
}

/** A health request that works without a credential would call every connection healthy. */
function wantsCredential({ status }: Response): string | undefined {
  return status >= 400 && status < 500 && status !== 404 ? undefined : `HTTP ${status} without a credential`;
}

async function compareDiscovery(oauth: Connector['oauth'], get: Get): Promise<Finding[]> {
  const issuer = oauth?.issuer;
  if (!oauth || issuer === undefined || issuer.includes('{')) return [];
  const url = `${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
  const document = (await get(url, { signal: AbortSignal.timeout(20_000) })
    .then((response) => (response.ok ? response.json() : undefined))
    .catch(() => undefined)) as Record<string, unknown> | undefined;
  if (!document) return [{ path: 'oauth.issuer', url, wrong: 'no discovery document' }];
  return Object.entries(members).flatMap(([fact, member]) => {
    const [ours, theirs] = [oauth[fact as keyof typeof members], document[member]];
    if (ours === undefined || typeof theirs !== 'string') return [];
    return [{ path: `oauth.${fact}`, url, ...(ours === theirs ? {} : { wrong: `the document says ${theirs}` }) }];
  });
}
