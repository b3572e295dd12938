import { AuthorizationServer } from './authorizationServer.ts';
import { account, secrets } from './people.ts';
import { type ConnectorRecord, fill, put, type RecordPlacement, typical, type Values } from './record.ts';
import type { Answer, Asked } from './wire.ts';

/**
 * Plays the application of one record: its authorization server, and an API that wants the credential where the record says
 * it belongs. Whatever comes otherwise is refused, and written down as a complaint.
 */
export class Provider {
  readonly record: ConnectorRecord;
  readonly complaints: string[] = [];
  readonly values: Values;
  readonly server: AuthorizationServer | undefined;
  /** The authentication type with which the person connects. */
  authType = '';

  constructor(record: ConnectorRecord) {
    this.record = record;
    const { typed, learned } = typical(record);
    this.values = { ...typed, ...learned };
    const complain = (words: string) => void this.complaints.push(words);
    this.server = record.oauth && new AuthorizationServer(record, record.oauth, this.values, complain);
  }

  answer(asked: Asked): Answer {
    return this.server?.answer(asked, this.authType) ?? this.#api(asked);
  }

  #api(asked: Asked): Answer {
    const { api } = this.record;
    const { health } = api;
    const refuse = (words: string): Answer => {
      this.complaints.push(`API: ${words}`);
      return { status: 400, body: words };
    };
    if (!health) return refuse(`nothing is known to ask for at ${asked.url.href}`);
    const expected = this.#healthUrl(health.path);
    if (asked.url.host !== expected.host || asked.url.pathname !== expected.pathname)
      return refuse(`${asked.url.href} instead of ${expected.href}`);
    if (asked.method !== (health.method ?? 'GET'))
      return refuse(`${asked.method} instead of ${health.method ?? 'GET'}`);
    if (health.body !== undefined && JSON.stringify(JSON.parse(asked.body)) !== JSON.stringify(health.body))
      return refuse('another body');
    for (const [name, value] of Object.entries(api.headers ?? {}))
      if (asked.headers[name.toLowerCase()] !== fill(value, this.values)) return refuse(`the header ${name}`);
    for (const [name, value] of [...Object.entries(api.query ?? {}), ...expected.searchParams])
      if (asked.url.searchParams.get(name) !== fill(value, this.values)) return refuse(`the query ${name}`);
    if (!this.#isIn(asked)) return { status: 401, body: { error: 'not signed in' } };
    const body: Record<string, unknown> = {};
    const [identity] = health.identity ?? [];
    if (identity) put(body, identity, account);
    if (health.okPath) put(body, health.okPath, true);
    // An answer that is a list begins with an item.
    return { status: 200, body: identity && /^\d+(\.|$)/.test(identity) ? Object.values(body) : body };
  }

  #healthUrl(path: string): URL {
    if (/^https?:|^\{\w*[uU]rl\}/.test(path)) return new URL(fill(path, this.values));
    const base = fill(this.record.api.baseUrl, this.values).replace(/\/+$/, '');
    return new URL(`${base}/${fill(path, this.values).replace(/^\/+/, '')}`);
  }

  #isIn(asked: Asked): boolean {
    const { authType, record } = this;
    if (authType === 'basic') return asked.headers.authorization === basic(secrets.username, secrets.password);
    if (authType === 'pat' || authType === 'apiKey')
      return this.#isPlaced(asked, (authType === 'pat' ? record.pat : record.apiKey)?.placement ?? {});
    const token = /^Bearer (.+)$/.exec(asked.headers.authorization ?? '')?.[1];
    return token !== undefined && (this.server?.isLive(token) ?? false);
  }

  #isPlaced(
    asked: Asked,
    { in: where = 'header', name = 'Authorization', prefix = '', with: half = '' }: RecordPlacement,
  ) {
    const { token } = secrets;
    const other = fill(half, this.values);
    if (where === 'basicUser') return asked.headers.authorization === basic(token, other);
    if (where === 'basicPassword') return asked.headers.authorization === basic(other, token);
    const value = `${fill(prefix, this.values)}${token}`;
    const filled = fill(name, this.values);
    if (where === 'query') return asked.url.searchParams.get(filled) === value;
    return asked.headers[filled.toLowerCase()] === value;
  }
}

function basic(user: string, password: string): string {
  return `Basic ${btoa(`${user}:${password}`)}`;
}
