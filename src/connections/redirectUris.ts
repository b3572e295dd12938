import * as l10n from '@vscode/l10n';
import type { RedirectWay } from '../auth/redirect/way.ts';
import type { Connector } from '../model/connector.ts';
import type { Parts } from './parts.ts';

/** An address that the OAuth app at the provider must list, and when. */
export interface RedirectUri {
  way: RedirectWay;
  uri: string;
  note?: string;
}

/** What a person must register for an own app of this connector, the way that is tried first on top. */
export async function redirectUris(parts: Pick<Parts, 'redirects'>, connector: Connector): Promise<RedirectUri[]> {
  if (!connector.oauth) return [];
  const target = { connectorKey: connector.key, facts: connector.oauth };
  const all = await parts.redirects.ways(target);
  // Pasting uses the same addresses as listening does.
  const ways = all.filter((way) => way !== 'paste' || !all.includes('loopback'));
  const found = await Promise.all(
    ways.map(async (way) => (await parts.redirects.uris(way, target)).map((uri) => ({ way, uri }))),
  );
  return found
    .flat()
    .map((one, index) => ({ ...one, ...(index > 0 ? { note: l10n.t('if the first cannot be used') } : {}) }));
}
