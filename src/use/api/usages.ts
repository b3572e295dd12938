import type { Parts } from '../../connections/parts.ts';
import type { Consent, Consents } from './consents.ts';
import { markOf } from './mark.ts';

/** An extension that the person lets use a connection. */
export interface ExtensionUsage {
  kind: 'extension';
  extension: string;
  name: string;
}

/**
 * The extensions that may use connections now: not those that would be asked about anew, since the connection became another
 * application's.
 */
export async function extensionUsages(
  { files, catalog }: Pick<Parts, 'files' | 'catalog'>,
  consents: Pick<Consents, 'all'>,
): Promise<(connection: string) => ExtensionUsage[]> {
  const granted = consents.all().filter(({ answer }) => answer === 'granted');
  const { connections } = await files.snapshot();
  const byId = new Map([...connections].map(([id, connection]) => [id.toLowerCase(), connection]));
  const holds = async (consent: Consent) => {
    const connection = byId.get(consent.connection.toLowerCase());
    const connector = connection && (await catalog.connector(connection.connector).catch(() => undefined));
    return connection && connector ? markOf({ connection, connector }) === consent.mark : false;
  };
  const held = await Promise.all(granted.map(async (consent) => ((await holds(consent)) ? [consent] : [])));
  const all = held.flat();
  return (id) =>
    all
      .filter(({ connection }) => connection.toLowerCase() === id.toLowerCase())
      .map(({ extension, extensionName }) => ({ kind: 'extension', extension, name: extensionName }));
}
