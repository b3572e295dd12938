import { ownAppRedirectUris } from '../clients.ts';
import { type Exchange, HttpError, readForm, redirect } from '../http.ts';
import { html } from '../pages/html.ts';
import { sendPage } from '../pages/layout.ts';
import type { Person } from '../people.ts';
import type { SiteParts } from './site.ts';

/** What may act as the person, each with a button that ends it; and the app that one brings oneself. */
export function appsPage({ response }: Exchange, person: Person, { store }: SiteParts): void {
  const grants = store.grants(person.email).map((id) => ({ id, payload: store.entry('Grant', id)?.payload }));
  const body = html`<div class="card"><h1>Apps that act as you</h1>${
    grants.length === 0
      ? html`<p class="quiet">There are none.</p>`
      : html`<div class="scroll"><table><thead><tr><th scope="col">App</th><th scope="col">Since</th><th scope="col"><span class="unseen">Action</span></th></tr></thead><tbody>${grants.map(
          ({ id, payload }) => html`<tr><td>${payload?.clientId}</td><td>${since(payload?.iat)}</td><td>
          <form method="post" action="/apps/revoke"><input type="hidden" name="id" value="${id}">
          <button class="link" aria-label="Revoke ${payload?.clientId}, since ${since(payload?.iat)}">Revoke</button></form></td></tr>`,
        )}</tbody></table></div>`
  }</div>
  <div class="card"><h2>Your own app</h2><p>For “Bring your own OAuth 2.0 app” Acme has registered one for everybody:</p>
    <p>Client ID <output>acme-byoa</output></p><p>Client secret <output>acme-byoa-secret</output></p>
    <p>Redirect URIs ${ownAppRedirectUris.map((uri) => html`<output>${uri}</output>`)}</p>
    <p class="quiet">Since this is a demo, any other address on this computer works too.</p></div>`;
  sendPage(response, { title: 'Apps', body, person });
}

export async function revokeApp({ request, response }: Exchange, person: Person, { store }: SiteParts): Promise<void> {
  const id = (await readForm(request)).get('id') ?? '';
  if (!store.grants(person.email).includes(id)) throw new HttpError(404, 'There is no such app.');
  store.revokeGrant(id, 'person');
  redirect(response, '/apps');
}

function since(seconds: number | undefined): string {
  return seconds === undefined ? '' : `${new Date(seconds * 1000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
