import type { Connector } from '../model/connector.ts';

/** A text of a record in which parameters may stand in braces. */
export interface RecordTemplate {
  path: (string | number)[];
  text: string;
  /** Whether it must make a URL. */
  url: boolean;
}

/** Every text with placeholders of a record. */
export function recordTemplates({ oauth, pat, apiKey, basic, createAppUrl, api, mcp }: Connector): RecordTemplate[] {
  const found: { path: (string | number)[]; text: string | undefined; url: boolean }[] = [
    { path: ['createAppUrl'], text: createAppUrl, url: true },
    { path: ['basic', 'createUrl'], text: basic?.createUrl, url: true },
    { path: ['api', 'baseUrl'], text: api.baseUrl, url: true },
    { path: ['api', 'health', 'path'], text: api.health?.path, url: false },
    { path: ['mcp', 'url'], text: mcp?.url, url: true },
    ...api.hosts.map((text, index) => ({ path: ['api', 'hosts', index], text, url: false })),
    ...texts(['api', 'headers'], api.headers),
    ...texts(['api', 'query'], api.query),
  ];
  for (const [name, facts] of Object.entries({ pat, apiKey })) {
    found.push({ path: [name, 'createUrl'], text: facts?.createUrl, url: true });
    for (const part of ['name', 'prefix', 'with'] as const)
      found.push({ path: [name, 'placement', part], text: facts?.placement[part], url: false });
  }
  for (const [name, text] of Object.entries(oauth ?? {})) {
    if (typeof text === 'string' && (name === 'issuer' || name.endsWith('Url')))
      found.push({ path: ['oauth', name], text, url: true });
  }
  for (const name of ['authorizeParams', 'tokenParams', 'deviceParams'] as const)
    found.push(...texts(['oauth', name], oauth?.[name] ?? {}));
  return found.flatMap(({ path, text, url }) => (text === undefined ? [] : [{ path, text, url }]));
}

function texts(path: string[], values: Record<string, string>): RecordTemplate[] {
  return Object.entries(values).map(([name, text]) => ({ path: [...path, name], text, url: false }));
}
