/* Writes docs/connectors.md from the records of the catalog: `npm run connectors`. A test holds the page to them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { assuranceOf } from '../src/catalog/assurance.ts';
import { readConnector } from '../src/catalog/readConnector.ts';
import { type AuthType, describeAuthType } from '../src/model/authType.ts';
import type { Connector } from '../src/model/connector.ts';
import { otherwise, targets } from './connectorTargets.ts';

export const connectorsFile = join(import.meta.dirname, '..', 'docs', 'connectors.md');
const directory = join(import.meta.dirname, '..', 'src', 'catalog', 'connectors');

const assurances = { verified: 'verified', documented: 'documented', notVerified: 'not verified' };

async function readAll(): Promise<Connector[]> {
  const names = (await readdir(directory)).filter((name) => name.endsWith('.jsonc')).sort();
  return names.flatMap((name) => readConnector(readFileSync(join(directory, name), 'utf8'), name).connector ?? []);
}

/** The page: what is covered of what people look for, and a line for each record. */
export async function connectorsPage(): Promise<string> {
  const connectors = (await readAll()).sort((a, b) => a.name.localeCompare(b.name, 'en'));
  const available = connectors.filter(({ unavailable }) => unavailable === undefined);
  return `# Connectors

${connectors.length} applications, ${available.length} of which can be connected to. This page is made from their records in
[src/catalog/connectors](../src/catalog/connectors) by \`npm run connectors\`.

${coverage('The list of the user guide', targets.guide, connectors)}
${coverage('What developers add', targets.developers, connectors)}
## What the columns say

- **health**: there is a request that tells whether a connection works; **identity**: its answer names the account.
- **revoke**: deleting a connection also ends its grant at the provider. **refresh**: what is known of refresh tokens.
- A record may also name the application's own **MCP server** (\`"mcp": { "url", "authTypes" }\`): one that speaks Streamable
  HTTP and takes the very credential of the connection, in the same header; \`authTypes\` says of which types, and is absent
  where it takes what the API takes. Its host is the API's own or stands in \`api.hosts\`, so it is named only where the
  vendor's documentation says that it takes this credential.
- **facts**: *verified* against what the provider answers, *documented* (read in the vendor's pages), or *not verified*
  (taken from a list or from pages that nobody looked at for this record); the Add panel says so too.

| application | authentication types | health | identity | revoke | refresh | facts |
|---|---|---|---|---|---|---|
${available.map(line).join('\n')}

## Listed, but not to be connected to from here

${connectors.map(({ name, unavailable }) => (unavailable ? `- **${name}**: ${unavailable}\n` : '')).join('')}`;
}

function line(connector: Connector): string {
  const { name, docsUrl, authTypes, api, oauth } = connector;
  const title = docsUrl ? `[${name}](${docsUrl})` : name;
  const types = authTypes.map((type: AuthType) => describeAuthType(type).label).join(', ');
  const yes = (holds: unknown) => (holds ? '✓' : '');
  const identity = api.health && api.health.identity.length > 0;
  const assurance = `${assurances[assuranceOf(connector)]}${lastVerified(connector)}`;
  return `| ${title} | ${types} | ${yes(api.health)} | ${yes(identity)} | ${yes(oauth?.revokeUrl)} | ${refresh(connector)} | ${assurance} |`;
}

function lastVerified({ provenance }: Connector): string {
  const last = provenance
    .flatMap(({ verifiedOn }) => verifiedOn ?? [])
    .sort()
    .at(-1);
  return last === undefined ? '' : ` ${last}`;
}

function refresh({ oauth }: Connector): string {
  const { rotates, idleDays, absoluteDays } = oauth?.refresh ?? {};
  return [
    rotates === undefined ? '' : rotates ? 'rotates' : 'stays',
    idleDays === undefined ? '' : `${idleDays} d idle`,
    absoluteDays === undefined ? '' : `${absoluteDays} d at most`,
  ]
    .filter(Boolean)
    .join(', ');
}

function coverage(title: string, names: readonly string[], connectors: readonly Connector[]): string {
  const found = names.map((name) => ({ name, connector: recordOf(name, connectors) }));
  const connectable = found.filter(({ connector }) => connector && connector.unavailable === undefined);
  const listed = found.filter(({ connector }) => connector?.unavailable !== undefined);
  const missing = found.filter(({ connector }) => !connector).map(({ name }) => name);
  const lines = [
    `## ${title}: ${connectable.length + listed.length} of ${names.length}`,
    '',
    `${connectable.length} can be connected to; ${listed.length} are listed with the reason why not (below).`,
    missing.length > 0 ? `\nMissing: ${missing.join(', ')}.` : 'None is missing.',
    '',
  ];
  return lines.join('\n');
}

function recordOf(name: string, connectors: readonly Connector[]): Connector | undefined {
  const key =
    otherwise[name] ??
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '');
  return connectors.find((connector) => connector.key === key || connector.name === name);
}

if (import.meta.main) writeFileSync(connectorsFile, await connectorsPage());
