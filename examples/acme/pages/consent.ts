import { scopes } from '../clients.ts';
import type { Person } from '../people.ts';
import { type Html, html } from './html.ts';

export interface ConsentForm {
  action: string;
  client: string;
  person: Person;
  /** The scopes that are asked for. */
  scopes: string[];
  /** Where the browser goes afterwards, as the person should see it. */
  destination?: string;
  /** Where the form of “Use another account” is sent; without it there is none. */
  switchAccount?: string;
}

/** Asks the person whether the app may do what it asks for. */
export function consentForm(form: ConsentForm): Html {
  return html`<div class="card"><h1>Allow ${form.client} to use Acme as you?</h1>
    <p class="quiet">You are ${form.person.name} (${form.person.email}).</p>
    <p>It will be able to:</p>
    <ul class="scopes">${form.scopes.map((name) => html`<li>${scopes[name as keyof typeof scopes] ?? name}</li>`)}</ul>
    <form method="post" action="${form.action}"><div class="buttons">
      <button name="decision" value="allow">Allow</button>
      <button class="second" name="decision" value="deny">Deny</button></div></form>
    ${form.destination !== undefined && html`<p class="quiet"><br>Afterwards you go back to <code>${form.destination}</code>.</p>`}
    ${
      form.switchAccount !== undefined &&
      html`<form method="post" action="${form.switchAccount}"><button class="link">Use another account</button></form>`
    }
    <small>You can end this at any time on <a href="/apps">Acme’s page of apps</a>.</small></div>`;
}
