import { usesOAuth } from '../model/authType.ts';
import type { Connector } from '../model/connector.ts';
import { recordTemplates } from './recordTemplates.ts';

/** What people narrow the gallery by; a record names one or two of them. */
export const categories = [
  'AI',
  'Analytics',
  'Cloud',
  'Commerce',
  'Communication',
  'CRM',
  'Data',
  'Demo',
  'Design',
  'Developer tools',
  'Documents',
  'Email',
  'Finance',
  'Generic',
  'Health',
  'HR',
  'Identity',
  'Maps',
  'Marketing',
  'Monitoring',
  'On-premises',
  'Productivity',
  'Projects',
  'Security',
  'Social',
  'Speech and vision',
  'Support',
] as const;

/** What a reviewer of a built-in record would send back; a workspace's own records are not held to it. */
export function lintConnector(connector: Connector): string[] {
  return [
    ...lintWords(connector),
    ...lintParameters(connector),
    ...lintScopes(connector),
    ...lintFacts(connector),
    ...lintProvenance(connector),
  ];
}

function lintWords({ name, description, categories: own, synonyms, docsUrl }: Connector): string[] {
  const found: string[] = [];
  if (!/^[A-Z“\d].*\.$/.test(description)) found.push('description: a sentence, with a full stop');
  if (description.length > 140) found.push('description: at most 140 characters');
  if (own.length === 0) found.push('categories: at least one');
  for (const category of own)
    if (!(categories as readonly string[]).includes(category)) found.push(`categories: there is no “${category}”`);
  for (const synonym of synonyms)
    if (synonym.toLowerCase() === name.toLowerCase()) found.push(`synonyms: “${synonym}” is the name`);
  if (new Set(synonyms).size < synonyms.length) found.push('synonyms: one is there twice');
  if (!isOurs({ categories: own }) && !docsUrl?.startsWith('https://')) found.push('docsUrl: an https address');
  return found;
}

/** No vendor stands behind these. */
function isOurs({ categories: own }: Pick<Connector, 'categories'>): boolean {
  return own.includes('Generic') || own.includes('Demo');
}

/** A parameter that nothing is made of would be asked for in vain. */
function lintParameters(connector: Connector): string[] {
  const texts = recordTemplates(connector).map(({ text }) => text);
  return connector.parameters.flatMap(({ name, label, description, example, choices, learnedFrom }) => {
    const found: string[] = [];
    if (!texts.some((text) => text.includes(`{${name}}`))) found.push(`parameter ${name}: nothing is made of it`);
    if (learnedFrom) return found;
    if (!description && !choices) found.push(`parameter ${name}: a description that says where it is found`);
    if (!example && !choices) found.push(`parameter ${name}: an example`);
    if (label === name) found.push(`parameter ${name}: a label for people`);
    return found;
  });
}

function lintScopes({ oauth }: Connector): string[] {
  const scopes = oauth?.scopes ?? [];
  const twice = scopes.filter(({ name }, index) => scopes.findIndex((other) => other.name === name) < index);
  return [
    ...twice.map(({ name }) => `scope ${name}: there twice`),
    ...scopes.flatMap(({ name, description }) => (description ? [] : [`scope ${name}: a description`])),
  ];
}

function lintFacts({
  unavailable,
  authTypes,
  api,
  oauth,
  createAppUrl,
  pat,
  apiKey,
  categories: own,
}: Connector): string[] {
  if (unavailable !== undefined || isOurs({ categories: own })) return [];
  const found: string[] = [];
  if (!api.health) found.push('api.health: a request that tells whether a connection works');
  if (oauth && !authTypes.some(usesOAuth)) found.push('oauth: no authentication type uses it');
  if (authTypes.includes('byoa') && !createAppUrl) found.push('createAppUrl: where an app is registered');
  for (const [type, facts] of Object.entries({ pat, apiKey }))
    if (facts && !facts.createUrl) found.push(`${type}.createUrl: where one is made`);
  return found;
}

function lintProvenance(connector: Connector): string[] {
  return connector.provenance.flatMap(({ source, facts }) => [
    ...(source.startsWith('https://') || isOurs(connector) ? [] : [`provenance: “${source}” is no https address`]),
    ...(facts ?? []).filter((path) => !exists(connector, path)).map((path) => `provenance: there is no “${path}”`),
  ]);
}

function exists(connector: Connector, path: string): boolean {
  let value: unknown = connector;
  for (const key of path.split('.')) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, key)) return false;
    value = (value as Record<string, unknown>)[key];
  }
  return true;
}
