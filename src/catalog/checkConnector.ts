import type { Connector } from '../model/connector.ts';
import { isLoopback } from '../model/loopback.ts';
import { isAllowed } from './hosts.ts';
import { recordTemplates } from './recordTemplates.ts';

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
    ...checkMcp(connector),
  ];
}

function checkAuthTypes({ authTypes, oauth, pat, apiKey, unavailable }: Connector): Issue[] {
  if (unavailable === undefined && authTypes.length === 0)
    return [{ path: ['authTypes'], message: 'at least one, or “unavailable” that says why there is none' }];
  if (unavailable !== undefined && authTypes.length > 0)
    return [{ path: ['authTypes'], message: 'none, since it is “unavailable”' }];
  const missing = (type: string, part: string) => ({ path: ['authTypes'], message: `“${type}” needs “${part}”` });
  return authTypes.flatMap((type) => {
    if (type === 'pat') return pat ? [] : [missing(type, 'pat')];
    if (type === 'apiKey') return apiKey ? [] : [missing(type, 'apiKey')];
    if (type === 'basic') return [];
    if (!oauth) return [missing(type, 'oauth')];
    const browser = type === 'byoa' || type === 'oauth2';
    if (browser && oauth.authorizeUrl === undefined) return [missing(type, 'oauth.authorizeUrl')];
    if (type === 'deviceCode' && oauth.deviceUrl === undefined) return [missing(type, 'oauth.deviceUrl')];
    const own = oauth.client !== undefined || oauth.registrationUrl !== undefined;
    return type === 'oauth2' && !own ? [missing(type, 'oauth.client')] : [];
  });
}

function checkParameters({ parameters }: Connector): Issue[] {
  return parameters.flatMap(({ name, learnedFrom, format, hosts }, index) => {
    const path = ['parameters', index, 'name'];
    // What an answer says decides where the credential goes; it must not be anywhere.
    if (learnedFrom && learnedFrom.where !== 'discovery' && format !== 'text' && !hosts)
      return [{ path, message: 'a learned address needs “hosts”' }];
    if (!/^\w+$/.test(name)) return [{ path, message: 'letters, digits and _' }];
    if (reserved.includes(name)) return [{ path, message: `“${name}” is an input of the form already` }];
    const twice = parameters.findIndex((other) => other.name === name) < index;
    return twice ? [{ path, message: `“${name}” is there twice` }] : [];
  });
}

function checkTemplates(connector: Connector): Issue[] {
  const parameters = new Map(connector.parameters.map((parameter) => [parameter.name, parameter]));
  return recordTemplates(connector).flatMap(({ path, text, url }) => {
    if (/[{}]/.test(text.replace(/\{\w+\}/g, ''))) return [{ path, message: 'a brace that is not closed' }];
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

/** Compared with every parameter filled in, since hosts are templates, too. */
function checkMcp(connector: Connector): Issue[] {
  const { mcp, authTypes, parameters } = connector;
  if (!mcp) return [];
  const filled = parameters.map(({ name, format }) => [name, format === 'url' ? `https://${name}.example` : 'x']);
  const url = URL.parse(mcp.url.replace(/^\{(\w+)\}/, 'https://$1.example').replace(/\{\w+\}/g, 'x'));
  if (url && !isAllowed(url, connector, Object.fromEntries(filled)))
    return [{ path: ['mcp', 'url'], message: 'its host must be that of “api.baseUrl”, or one of “api.hosts”' }];
  const unknown = mcp.authTypes?.find((type) => !authTypes.includes(type));
  return unknown ? [{ path: ['mcp', 'authTypes'], message: `“${unknown}” is not among “authTypes”` }] : [];
}
