import { type Exchange, HttpError, readForm, redirect } from '../http.ts';
import { type Html, html } from '../pages/html.ts';
import { sendPage } from '../pages/layout.ts';
import type { Person } from '../people.ts';
import { type IssuedToken, isExpired, type TokenKind } from '../tokenBook.ts';
import type { SiteParts } from './site.ts';

interface TokenPage {
  kind: TokenKind;
  path: string;
  title: string;
  /** “personal access token” */
  noun: string;
  use: string;
}

export const tokenPages: Record<TokenKind, TokenPage> = {
  pat: {
    kind: 'pat',
    path: '/tokens',
    title: 'Personal access tokens',
    noun: 'token',
    use: 'A program that has one acts as you. It goes into the header “Authorization: Bearer …”.',
  },
  apiKey: {
    kind: 'apiKey',
    path: '/keys',
    title: 'API keys',
    noun: 'key',
    use: 'A program that has one acts as you. It goes into the header “X-Api-Key: …”.',
  },
};

/** What the form was sent with, where it has to be shown again. */
interface Draft {
  name: string;
  expires: string;
  error?: { field: 'name' | 'expires'; message: string };
}

const day = 86_400_000;
const isoDay = (time: number) => new Date(time).toISOString().slice(0, 10);

/** The form for a new one, and the list of those that there are. */
export function tokensPage(
  page: TokenPage,
  { response }: Exchange,
  person: Person,
  { tokens }: SiteParts,
  draft?: Draft,
): void {
  const { name = '', expires = isoDay(Date.now() + 30 * day), error } = draft ?? {};
  const list = tokens.list({ kind: page.kind, account: person.email });
  const body = html`<div class="card"><h1>${page.title}</h1><p class="quiet">${page.use}</p>
    <form method="post" action="${page.path}">
      ${field('name', 'Name', html`<input type="text" id="name" name="name" value="${name}" required maxlength="60"${invalid('name', error)}>`, 'What it is for, so that you know it again.', error)}
      ${field('expires', 'Expires on', html`<input type="date" id="expires" name="expires" value="${expires}" min="${isoDay(Date.now() + day)}"${invalid('expires', error)}>`, 'At the start of this day, UTC. Leave empty for one that never expires.', error)}
      <label class="choice"><input type="checkbox" name="write" value="yes"><span><b>May create tickets</b><small>Without it the ${page.noun} can only read.</small></span></label>
      <div class="buttons"><button>Create ${page.noun}</button></div></form></div>
    <div class="card"><h2>Yours</h2>${list.length === 0 ? html`<p class="quiet">You have none yet.</p>` : table(page, list)}</div>`;
  sendPage(response, { title: page.title, body, person, status: error ? 400 : 200 });
}

/** Makes one, and shows its text this once. */
export async function createToken(
  page: TokenPage,
  exchange: Exchange,
  person: Person,
  parts: SiteParts,
): Promise<void> {
  const form = await readForm(exchange.request);
  const name = (form.get('name') ?? '').trim();
  const expires = form.get('expires') ?? '';
  const error = mistake(name, expires);
  if (error) return tokensPage(page, exchange, person, parts, { name, expires, error });
  const { secret, token } = parts.tokens.issue(page.kind, {
    account: person.email,
    name,
    scopes: form.get('write') === 'yes' ? ['api', 'tickets:write'] : ['api'],
    ...(expires === '' ? {} : { expiresAt: new Date(expires) }),
  });
  const body = html`<div class="card"><h1>Your new ${page.noun} “${token.name}”</h1>
    <p class="alert done" role="status">Copy it now. Acme does not keep it, and will not show it again.</p>
    <p><output id="token">${secret}</output></p>
    <div class="buttons"><a class="button" href="${page.path}">Done</a></div></div>`;
  sendPage(exchange.response, { title: `Your new ${page.noun}`, body, person, status: 201 });
}

export async function revokeToken(
  page: TokenPage,
  exchange: Exchange,
  person: Person,
  { tokens }: SiteParts,
): Promise<void> {
  const id = (await readForm(exchange.request)).get('id');
  const own = tokens.list({ kind: page.kind, account: person.email }).find((token) => token.id === id);
  if (!own) throw new HttpError(404, `There is no such ${page.noun}.`);
  tokens.revoke(own.id);
  redirect(exchange.response, page.path);
}

function mistake(name: string, expires: string): Draft['error'] {
  if (name === '') return { field: 'name', message: 'Give it a name.' };
  if (expires === '') return undefined;
  const time = /^\d{4}-\d\d-\d\d$/.test(expires) ? Date.parse(expires) : Number.NaN;
  return time > Date.now() ? undefined : { field: 'expires', message: 'Choose a day after today.' };
}

function field(id: 'name' | 'expires', label: string, input: Html, hint: string, error: Draft['error']): Html {
  const message = error?.field === id ? error.message : undefined;
  return html`<div class="field"><label for="${id}">${label}</label>${input}
    ${message !== undefined && html`<p class="alert" role="alert">${message}</p>`}<small id="${id}-hint">${hint}</small></div>`;
}

function invalid(id: string, error: Draft['error']): Html {
  return html` aria-describedby="${id}-hint"${error?.field === id && html` aria-invalid="true"`}`;
}

function table({ path, noun }: TokenPage, list: IssuedToken[]): Html {
  return html`<div class="scroll"><table><thead><tr><th scope="col">Name</th><th scope="col">May</th><th scope="col">Expires</th><th scope="col">State</th><th scope="col"><span class="unseen">Action</span></th></tr></thead>
    <tbody>${list.map(
      (
        token,
      ) => html`<tr><td>${token.name}</td><td>${token.scopes.includes('tickets:write') ? 'read, create' : 'read'}</td>
      <td>${token.expiresAt?.slice(0, 10) ?? 'never'}</td><td>${state(token)}</td><td>${
        token.revokedAt === undefined &&
        html`<form method="post" action="${path}/revoke"><input type="hidden" name="id" value="${token.id}">
        <button class="link" aria-label="Revoke the ${noun} ${token.name}">Revoke</button></form>`
      }</td></tr>`,
    )}</tbody></table></div>`;
}

function state(token: IssuedToken): string {
  if (token.revokedAt !== undefined) return 'revoked';
  if (isExpired(token)) return 'expired';
  return token.lastUsedAt === undefined ? 'never used' : `used ${token.lastUsedAt.slice(0, 16).replace('T', ' ')} UTC`;
}
