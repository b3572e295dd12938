import { createHash, randomUUID } from 'node:crypto';
import { app, secrets } from './people.ts';
import { type ConnectorRecord, fill, put, type RecordOAuth, type Values } from './record.ts';
import type { Answer, Asked } from './wire.ts';

interface Grant {
  scopes: string[];
  refreshToken?: string;
  live: Set<string>;
}

interface Code {
  challenge: string | undefined;
  redirectUri: string;
  scopes: string[];
}

type Words = Record<string, string>;

/** The OAuth half of an emulated provider: RFC 6749, 7009, 7591, 7636, 8628, 9126, with the quirks of its record. */
export class AuthorizationServer {
  readonly #record: ConnectorRecord;
  readonly #oauth: RecordOAuth;
  readonly #values: Values;
  readonly #complain: (words: string) => void;
  readonly #codes = new Map<string, Code>();
  readonly #devices = new Map<string, string[]>();
  readonly #pushed = new Map<string, Words>();
  readonly #clients = new Set<string>();
  readonly #grants = new Set<Grant>();

  constructor(record: ConnectorRecord, oauth: RecordOAuth, values: Values, complain: (words: string) => void) {
    this.#record = record;
    this.#oauth = oauth;
    this.#values = values;
    this.#complain = complain;
    if (oauth.client) this.#clients.add(oauth.client.clientId);
    this.#clients.add(app.clientId);
  }

  isLive(token: string): boolean {
    return [...this.#grants].some(({ live }) => live.has(token));
  }

  /** `undefined` for what is none of its addresses. */
  answer(asked: Asked, authType: string): Answer | undefined {
    const { authorizeUrl, tokenUrl, refreshUrl, revokeUrl, parUrl, deviceUrl, registrationUrl } = this.#oauth;
    const isAt = (template: string | undefined) => template !== undefined && this.#isAt(asked.url, template);
    try {
      if (this.#isDiscovery(asked.url)) return this.#discovery();
      const refreshing = isAt(refreshUrl) && this.#read(asked)['grant_type'] === 'refresh_token';
      if (asked.method === 'POST' && (isAt(tokenUrl) || refreshing)) return this.#token(asked, authType);
      if (asked.method === 'POST' && isAt(revokeUrl)) return this.#revoke(asked);
      if (asked.method === 'POST' && isAt(parUrl)) return this.#push(asked);
      if (asked.method === 'POST' && isAt(deviceUrl)) return this.#device(asked);
      if (asked.method === 'POST' && isAt(registrationUrl)) return this.#register(asked);
      if (asked.method === 'GET' && isAt(authorizeUrl)) return this.#authorize(asked);
      return undefined;
    } catch (error) {
      this.#complain(String((error as Error).message));
      return { status: 400, body: { error: 'invalid_request' } };
    }
  }

  #isAt(url: URL, template: string): boolean {
    const expected = URL.parse(fill(template, this.#values));
    return expected !== null && expected.host === url.host && expected.pathname === url.pathname;
  }

  #isDiscovery(url: URL): boolean {
    return this.#oauth.discovery !== undefined && url.pathname.includes('/.well-known/');
  }

  #discovery(): Answer {
    const body: Record<string, unknown> = { issuer: fill(this.#oauth.issuer ?? '', this.#values) };
    for (const { name, learnedFrom } of this.#record.parameters ?? [])
      if (learnedFrom?.where === 'discovery') body[learnedFrom.name] = this.#values[name];
    return { status: 200, body };
  }

  #authorize({ url }: Asked): Answer {
    const given: Words = Object.fromEntries(url.searchParams);
    const words = this.#oauth.parUrl ? this.#takePushed(given) : given;
    const {
      response_type,
      client_id = '',
      redirect_uri = '',
      state = '',
      code_challenge,
      code_challenge_method,
    } = words;
    must(response_type === 'code', 'response_type');
    must(this.#clients.has(client_id), 'client_id');
    must(state.length > 15, 'state');
    const { pkce = 'optional', authorizeParams = {} } = this.#oauth;
    if (pkce === 'breaks') must(code_challenge === undefined, 'a code_challenge, which this provider cannot bear');
    if (pkce === 'required') must(code_challenge !== undefined, 'no code_challenge');
    if (code_challenge !== undefined) must(code_challenge_method === 'S256', 'code_challenge_method');
    for (const [name, value] of Object.entries(authorizeParams))
      must(words[name] === fill(value, this.#values), `authorization parameter ${name}`);
    const scopes = this.#scopes(words);
    const code = randomUUID();
    this.#codes.set(code, { challenge: code_challenge, redirectUri: redirect_uri, scopes });
    const back = new URL(redirect_uri);
    back.searchParams.set('code', code);
    back.searchParams.set('state', state);
    if (this.#oauth.issuer) back.searchParams.set('iss', fill(this.#oauth.issuer, this.#values));
    for (const [name, value] of this.#taught('redirect')) back.searchParams.set(name, value);
    return { status: 302, headers: { Location: back.href } };
  }

  #takePushed(given: Words): Words {
    const { request_uri = '', ...rest } = given;
    must(Object.keys(rest).join() === 'client_id', 'more in the browser than was pushed');
    const words = this.#pushed.get(request_uri);
    if (!words) throw new Error('request_uri');
    return words;
  }

  #scopes(words: Words): string[] {
    const { scopes: known = [], scopeParam = 'scope', scopeSeparator = ' ' } = this.#oauth;
    const text = words[scopeParam] ?? '';
    if (scopeParam !== 'scope') must(words['scope'] === undefined, 'scope beside another name of it');
    const scopes = text.split(scopeSeparator).filter(Boolean);
    for (const scope of scopes)
      must(known.length === 0 || known.some(({ name }) => name === scope), `scope “${scope}”`);
    return scopes;
  }

  #token(asked: Asked, authType: string): Answer {
    const words = this.#read(asked);
    this.#authenticate(asked, words, authType);
    for (const [name, value] of Object.entries(this.#oauth.tokenParams ?? {}))
      must(words[name] === fill(value, this.#values), `token parameter ${name}`);
    switch (words['grant_type']) {
      case 'authorization_code':
        return this.#give({ scopes: this.#redeem(words), live: new Set() }, true);
      case 'client_credentials':
        return this.#give({ scopes: this.#scopes({ scope: words['scope'] ?? '' }), live: new Set() }, false);
      case 'password':
        must(words['username'] === secrets.username && words['password'] === secrets.password, 'the password');
        return this.#give({ scopes: [], live: new Set() }, true);
      case 'urn:ietf:params:oauth:grant-type:device_code': {
        const scopes = this.#devices.get(words['device_code'] ?? '');
        if (!scopes) throw new Error('device_code');
        return this.#give({ scopes, live: new Set() }, true);
      }
      case 'refresh_token':
        return this.#refresh(words);
      default:
        throw new Error(`grant_type ${words['grant_type']}`);
    }
  }

  #redeem(words: Words): string[] {
    const code = this.#codes.get(words['code'] ?? '');
    this.#codes.delete(words['code'] ?? '');
    if (!code) throw new Error('code');
    must(words['redirect_uri'] === code.redirectUri, 'redirect_uri');
    const verifier = words['code_verifier'];
    if (code.challenge === undefined) must(verifier === undefined, 'a code_verifier for nothing');
    else {
      const hash = createHash('sha256')
        .update(verifier ?? '')
        .digest('base64url');
      must(hash === code.challenge, 'code_verifier');
    }
    return code.scopes;
  }

  #refresh(words: Words): Answer {
    const grant = [...this.#grants].find(({ refreshToken }) => refreshToken === words['refresh_token']);
    if (!grant) throw new Error('refresh_token');
    return this.#give(grant, this.#oauth.refresh?.rotates ?? false);
  }

  /** @param fresh whether a new refresh token comes along. */
  #give(grant: Grant, fresh: boolean): Answer {
    const accessToken = `at-${randomUUID()}`;
    grant.live.clear();
    grant.live.add(accessToken);
    this.#grants.add(grant);
    if (fresh) grant.refreshToken = `rt-${randomUUID()}`;
    const { accessTokenSeconds, scopeSeparator = ' ', tokenPath, lenient } = this.#oauth;
    const tokens: Record<string, unknown> = {
      access_token: accessToken,
      ...(lenient ? {} : { token_type: 'Bearer' }),
      ...(accessTokenSeconds === undefined ? { expires_in: 3600 } : {}),
      ...(fresh ? { refresh_token: grant.refreshToken } : {}),
      ...(grant.scopes.length > 0 ? { scope: grant.scopes.join(scopeSeparator) } : {}),
    };
    const body = tokenPath === undefined ? tokens : put({ ok: true }, tokenPath, tokens);
    for (const [path, value] of this.#taught('answer')) put(body, path, value);
    return { status: 200, body };
  }

  #taught(where: 'answer' | 'redirect'): [string, string][] {
    return (this.#record.parameters ?? []).flatMap(({ name, learnedFrom }) =>
      learnedFrom?.where === where ? [[learnedFrom.name, this.#values[name] ?? '']] : [],
    );
  }

  #revoke(asked: Asked): Answer {
    const words = this.#read(asked);
    const token = words['token'] ?? '';
    must(token !== '', 'token');
    for (const grant of this.#grants)
      if (grant.refreshToken === token || grant.live.has(token)) this.#grants.delete(grant);
    return { status: 200 };
  }

  #push(asked: Asked): Answer {
    const words = this.#read(asked);
    const uri = `urn:ietf:params:oauth:request_uri:${randomUUID()}`;
    this.#pushed.set(uri, words);
    return { status: 201, body: { request_uri: uri, expires_in: 60 } };
  }

  #device(asked: Asked): Answer {
    const words = this.#read(asked);
    must(this.#clients.has(words['client_id'] ?? '') || asked.headers.authorization !== undefined, 'client_id');
    for (const [name, value] of Object.entries(this.#oauth.deviceParams ?? {}))
      must(words[name] === fill(value, this.#values), `device parameter ${name}`);
    const code = randomUUID();
    this.#devices.set(code, this.#scopes(words));
    const verification_uri = 'https://provider.example/device';
    return {
      status: 200,
      body: { device_code: code, user_code: 'ABCD-EFGH', verification_uri, expires_in: 600, interval: 0.01 },
    };
  }

  #register(asked: Asked): Answer {
    const { redirect_uris } = JSON.parse(asked.body) as { redirect_uris: string[] };
    must(redirect_uris.length > 0, 'redirect_uris');
    const client_id = `registered-${randomUUID()}`;
    this.#clients.add(client_id);
    return { status: 201, body: { client_id, redirect_uris, token_endpoint_auth_method: 'none' } };
  }

  #authenticate(asked: Asked, words: Words, authType: string): void {
    const { tokenAuth = 'post' } = this.#oauth;
    const header = asked.headers.authorization;
    const own = authType === 'byoa' || authType === 'clientCredentials';
    if (header !== undefined) {
      must(tokenAuth === 'basic', 'a Basic header, where the secret belongs in the body');
      const [id = '', secret = ''] = atob(header.replace(/^Basic /, ''))
        .split(':')
        .map(decodeURIComponent);
      must(id === app.clientId && secret === app.clientSecret, 'the secret in the header');
      must(words['client_secret'] === undefined, 'the secret twice');
      return;
    }
    must(this.#clients.has(words['client_id'] ?? ''), 'client_id');
    if (words['client_secret'] !== undefined) {
      must(tokenAuth === 'post', 'the secret in the body, where it belongs in a Basic header');
      must(words['client_secret'] === app.clientSecret, 'the secret in the body');
    } else must(!own || this.#oauth.clientSecret === 'none', 'no secret');
  }

  #read(asked: Asked): Words {
    const json = asked.headers['content-type']?.startsWith('application/json') ?? false;
    must(json === (this.#oauth.bodyFormat === 'json'), `a body of type ${asked.headers['content-type']}`);
    return json ? (JSON.parse(asked.body) as Words) : Object.fromEntries(new URLSearchParams(asked.body));
  }
}

function must(holds: boolean, words: string): asserts holds {
  if (!holds) throw new Error(`authorization server: ${words}`);
}
