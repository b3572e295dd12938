import { type Exchange, type Handler, readForm, redirect } from '../http.ts';
import { html } from '../pages/html.ts';
import { sendPage } from '../pages/layout.ts';
import { signInForm, wrongPassword } from '../pages/signIn.ts';
import { authenticate, type Person } from '../people.ts';
import type { Store } from '../store.ts';
import type { TokenBook } from '../tokenBook.ts';
import { appsPage, revokeApp } from './apps.ts';
import { homePage } from './home.ts';
import type { People } from './session.ts';
import { createToken, revokeToken, tokenPages, tokensPage } from './tokens.ts';

export interface SiteParts {
  sessions: People;
  tokens: TokenBook;
  store: Store;
}

type Route = (exchange: Exchange, person: Person, parts: SiteParts) => Promise<void> | void;

/** The pages of a person who is signed in; others are asked to sign in first. */
const routes: Record<string, Route> = {
  'GET /apps': appsPage,
  'POST /apps/revoke': revokeApp,
  ...Object.fromEntries(
    Object.values(tokenPages).flatMap((page): [string, Route][] => [
      [`GET ${page.path}`, (exchange, person, parts) => tokensPage(page, exchange, person, parts)],
      [`POST ${page.path}`, (exchange, person, parts) => createToken(page, exchange, person, parts)],
      [`POST ${page.path}/revoke`, (exchange, person, parts) => revokeToken(page, exchange, person, parts)],
    ]),
  ),
};

/** Acme's own pages: home, sign-in, tokens, API keys, apps. */
export function site(parts: SiteParts): Handler {
  return async (exchange) => {
    const { request, response, url } = exchange;
    const person = parts.sessions.who(request);
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /':
        sendPage(response, homePage(person));
        return true;
      case 'GET /sign-in':
        signInPage(exchange, url.searchParams.get('next'));
        return true;
      case 'POST /sign-in':
        await signIn(exchange, parts.sessions);
        return true;
      case 'POST /sign-out':
        await readForm(request);
        parts.sessions.end(request, response);
        redirect(response, '/');
        return true;
    }
    const route = routes[`${request.method} ${url.pathname}`];
    if (!route) return false;
    if (person) await route(exchange, person, parts);
    else redirect(response, `/sign-in?next=${encodeURIComponent(url.pathname)}`);
    return true;
  };
}

function signInPage({ response }: Exchange, next: string | null, hint?: string, error?: string): void {
  const hidden = html`<input type="hidden" name="next" value="${ownPath(next)}">`;
  const body = signInForm({ action: '/sign-in', hidden, hint, error });
  sendPage(response, { title: 'Sign in', body, narrow: true, status: error === undefined ? 200 : 401 });
}

async function signIn(exchange: Exchange, sessions: People): Promise<void> {
  const form = await readForm(exchange.request);
  const account = form.get('account') ?? '';
  const person = authenticate(account, form.get('password') ?? '');
  if (!person) return signInPage(exchange, form.get('next'), account, wrongPassword);
  sessions.start(exchange.response, person);
  redirect(exchange.response, ownPath(form.get('next')));
}

/** A path on this site, and nothing that leads elsewhere. */
function ownPath(next: string | null): string {
  return next !== null && /^\/[a-z/-]*$/.test(next) && !next.startsWith('//') ? next : '/';
}
