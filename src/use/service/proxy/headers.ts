/** RFC 9110 section 7.6.1, and what older programs send: about one connection only, never passed on. */
const hopByHop = [
  ...[
    'connection',
    'keep-alive',
    'proxy-connection',
    'transfer-encoding',
    'te',
    'trailer',
    'upgrade',
    'http2-settings',
  ],
  ...['proxy-authenticate', 'proxy-authorization', 'proxy-authentication-info'],
];

/** What a caller says to us, or about itself, and a provider is not told. */
const callersOwn = new Set([
  ...hopByHop,
  ...[
    'host',
    'authorization',
    'cookie',
    'cookie2',
    'expect',
    'origin',
    'referer',
    'forwarded',
    'via',
    'content-length',
  ],
]);
const callersOwnStart = /^(x-uipath-|x-forwarded-|sec-|patchbay-|access-control-)/;

/** What a provider says to a browser: there is none, and no page may read our answers. */
const providersOwn = new Set([
  ...hopByHop,
  ...['set-cookie', 'set-cookie2', 'alt-svc', 'strict-transport-security', 'clear-site-data', 'refresh', 'nel'],
  ...['report-to', 'reporting-endpoints', 'service-worker-allowed', 'sourcemap', 'x-sourcemap'],
]);
const providersOwnStart = /^(access-control-|cross-origin-)/;

/** Names and values in turn, as Node has raw headers. */
export type RawHeaders = string[];

/**
 * The headers of a request that go on to the provider, with its credential. What the credential sets nobody else says.
 *
 * @param credential put in last, as `applyCredential` made it.
 */
export function requestHeaders(caller: readonly string[], credential: Headers): RawHeaders {
  const named = connectionOptions(caller);
  const accept = chosenAccept(caller);
  const kept: RawHeaders = [];
  for (const [name, value] of pairs(caller)) {
    const lower = name.toLowerCase();
    if (callersOwn.has(lower) || callersOwnStart.test(lower) || named.has(lower)) continue;
    if (credential.has(lower) && !(lower === 'accept' && accept)) continue;
    kept.push(name, value);
  }
  for (const [name, value] of credential) if (!(name === 'accept' && accept)) kept.push(name, value);
  return kept;
}

/** The headers of an answer that go back to the caller. */
export function responseHeaders(provider: readonly string[]): RawHeaders {
  const named = connectionOptions(provider);
  const kept: RawHeaders = [];
  for (const [name, value] of pairs(provider)) {
    const lower = name.toLowerCase();
    if (providersOwn.has(lower) || providersOwnStart.test(lower) || named.has(lower)) continue;
    kept.push(name, value);
  }
  return kept;
}

/** True where the caller wants one kind of answer: then what the connector would ask for gives way. */
function chosenAccept(caller: readonly string[]): boolean {
  for (const [name, value] of pairs(caller)) if (name.toLowerCase() === 'accept') return !/^\s*\*\/\*\s*$/.test(value);
  return false;
}

/** The headers that `Connection` names, which end here as well. */
function connectionOptions(headers: readonly string[]): Set<string> {
  const named = new Set<string>();
  for (const [name, value] of pairs(headers)) {
    if (name.toLowerCase() !== 'connection') continue;
    for (const option of value.split(',')) named.add(option.trim().toLowerCase());
  }
  return named;
}

function* pairs(headers: readonly string[]): Generator<[name: string, value: string]> {
  for (let at = 0; at + 1 < headers.length; at += 2) yield [headers[at] ?? '', headers[at + 1] ?? ''];
}
