import type { Connector } from '../model/connector.ts';
import { isLoopback } from '../model/formField.ts';

interface Issue {
  path: (string | number)[];
  message: string;
}

/** Names that the form gives to its own inputs. */
const reserved = [
  'clientId',
  'clientSecret',
  'privateKey',
  'username',
  'password',
  'token',
  'name',
  'folder',
  'scopes',
  'accountKind',
];

/** Checks what the schema cannot say: that the parts of a record fit together, and that no credential could go astray. */
export function checkConnector(connector: Connector): Issue[] {
  return [
    ...checkAuthTypes(connector),
    ...checkParameters(connector),
    ...checkTemplates(connector),
    ...checkHosts(connector),
  ];
}

function checkAuthTypes({ authTypes, oauth, pat, apiKey }: Connector): Issue[] {
  const missing = (type: string, part: string) => ({ path: ['authTypes'], message: `“${type}” needs “${part}”` });
  return authTypes.flatMap((type) => {
    if (type === 'pat') return pat ? [] : [missing(type, 'pat')];
    if (type === 'apiKey') return apiKey ? [] : [missing(type, 'apiKey')];
    if (type === 'basic') return [];
    if (!oauth) return [missing(type, 'oauth')];
    if (type === 'deviceCode' && oauth.deviceUrl === undefined) return [missing(type, 'oauth.deviceUrl')];
    const own = oauth.client !== undefined || oauth.registrationUrl !== undefined;
    return type === 'oauth2' && !own ? [missing(type, 'oauth.client')] : [];
  });
}

function checkParameters({ parameters }: Connector): Issue[] {
  return parameters.flatMap(({ name }, index) => {
    const path = ['parameters', index, 'name'];
    if (!/^\w+$/.test(name)) return [{ path, message: 'letters, digits and _' }];
    if (reserved.includes(name)) return [{ path, message: `“${name}” is an input of the form already` }];
    const twice = parameters.findIndex((other) => other.name === name) < index;
    return twice ? [{ path, message: `“${name}” is there twice` }] : [];
  });
}

/** Every text with placeholders, and whether it must be a URL. */
function templates({
  oauth,
  pat,
  apiKey,
  createAppUrl,
  api,
}: Connector): { path: (string | number)[]; text: string; url: boolean }[] {
  const found: { path: (string | number)[]; text: string | undefined; url: boolean }[] = [
    { path: ['createAppUrl'], text: createAppUrl, url: true },
    { path: ['api', 'baseUrl'], text: api.baseUrl, url: true },
    { path: ['api', 'health', 'path'], text: api.health?.path, url: false },
    ...api.hosts.map((text, index) => ({ path: ['api', 'hosts', index], text, url: false })),
  ];
  for (const [name, facts] of Object.entries({ pat, apiKey })) {
    found.push({ path: [name, 'createUrl'], text: facts?.createUrl, url: true });
    found.push({ path: [name, 'placement', 'name'], text: facts?.placement.name, url: false });
    found.push({ path: [name, 'placement', 'prefix'], text: facts?.placement.prefix, url: false });
  }
  for (const [name, text] of Object.entries(oauth ?? {})) {
    if (typeof text === 'string' && (name === 'issuer' || name.endsWith('Url')))
      found.push({ path: ['oauth', name], text, url: true });
  }
  return found.flatMap(({ path, text, url }) => (text === undefined ? [] : [{ path, text, url }]));
}

function checkTemplates(connector: Connector): Issue[] {
  const parameters = new Map(connector.parameters.map((parameter) => [parameter.name, parameter]));
  return templates(connector).flatMap(({ path, text, url }) => {
    const names = [...text.matchAll(/\{(\w*)\}/g)].map(([, name = '']) => name);
    const unknown = names.find((name) => !parameters.has(name));
    if (unknown !== undefined) return [{ path, message: `“{${unknown}}” is not a parameter` }];
    const leading = /^\{(\w+)\}/.exec(text)?.[1];
    if (!url) return [];
    if (leading) {
      const isUrl = parameters.get(leading)?.format === 'url';
      return isUrl ? [] : [{ path, message: `the parameter “${leading}” must have the format “url”` }];
    }
    const parsed = URL.parse(text.replace(/\{\w+\}/g, 'x'));
    if (!parsed) return [{ path, message: 'not a URL' }];
    const safe = parsed.protocol === 'https:' || isLoopback(parsed.hostname);
    return safe ? [] : [{ path, message: 'must be https' }];
  });
}

/** `*.com` would let a credential go to anybody. */
function checkHosts({ api }: Connector): Issue[] {
  return api.hosts.flatMap((host, index) => {
    const path = ['api', 'hosts', index];
    if (/[/@?#\\\s]/.test(host)) return [{ path, message: 'a host, without scheme and path' }];
    if (host.replace(/^\*\./, '').includes('*'))
      return [{ path, message: '“*” may only stand at the beginning, as “*.”' }];
    const labels = host.replace(/^\*\./, '').split('.');
    return host.startsWith('*.') && labels.length < 2 ? [{ path, message: 'too wide' }] : [];
  });
}
