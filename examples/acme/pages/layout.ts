import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Person } from '../people.ts';
import { Html, html } from './html.ts';
import { style } from './style.ts';

const logo = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 2 22 21h-5.2l-1.6-3.3H8.8L7.2 21H2zm0 8.3-1.7 3.9h3.4z"/></svg>`;

/** No script, nothing from elsewhere; `form-action` is left out because a sign-in ends at the client's own address. */
const headers = {
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy': `default-src 'none'; style-src 'sha256-${createHash('sha256').update(style).digest('base64')}'; base-uri 'none'; frame-ancestors 'none'`,
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'same-origin',
  'X-Content-Type-Options': 'nosniff',
};

export interface Page {
  title: string;
  body: Html;
  /** One short form in the middle, without the site's navigation. */
  narrow?: boolean;
  /** Who is signed in to the site. */
  person?: Person;
  status?: number;
}

/** The whole document. */
export function render({ title, body, narrow = false, person }: Page): string {
  const navigation = html`<nav aria-label="Acme"><a href="/tokens">Tokens</a> · <a href="/keys">API keys</a> · <a href="/apps">Apps</a></nav>
    ${person && html`<form method="post" action="/sign-out">${person.name} <button class="link">Sign out</button></form>`}`;
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} · Acme</title>
<style>${new Html(style)}</style></head>
<body><header${narrow && html` class="narrow"`}><a class="brand" href="/">${logo} Acme</a>${!narrow && navigation}</header>
<main${narrow && html` class="narrow"`}>${body}</main></body>
</html>`.text;
}

/** Sends a page. */
export function sendPage(response: ServerResponse, page: Page): void {
  response.writeHead(page.status ?? 200, headers).end(render(page));
}

/** What a Koa context lets a page do. */
interface KoaLike {
  status: number;
  body: unknown;
  set(headers: Record<string, string>): void;
}

/** Sends a page where the provider holds the response. */
export function sendKoaPage(ctx: KoaLike, page: Page): void {
  ctx.set(headers);
  if (page.status) ctx.status = page.status;
  ctx.body = render({ narrow: true, ...page });
}
