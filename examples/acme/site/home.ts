import { html } from '../pages/html.ts';
import type { Page } from '../pages/layout.ts';
import { demoPassword, type Person, people } from '../people.ts';

/** What Acme is, and where to go. */
export function homePage(person: Person | undefined): Page {
  const body = html`<div class="card"><h1>Acme</h1>
      <p>A made-up company with a help desk, running on your computer alone. Patchbay’s demo and its tests connect to it.</p>
      <div class="buttons"><a class="button" href="/tokens">Make a personal access token</a></div></div>
    <div class="card"><h2>What can be tried</h2><ul class="scopes">
      <li><a href="/tokens">Personal access tokens</a>: make one, paste it into Patchbay, revoke it and press Check</li>
      <li><a href="/keys">API keys</a>: the same, with another header</li>
      <li><a href="/apps">Apps</a>: what may act as you; end one and see what Patchbay says. Also the app to bring yourself</li>
      <li><a href="/device">Connect a device</a> with a code</li></ul></div>
    <div class="card"><h2>Who can sign in</h2><p>${people.map(({ email }) => html`<code>${email}</code><br>`)}
      Everybody’s password is <code>${demoPassword}</code>.</p></div>`;
  return { title: 'Home', body, ...(person ? { person } : {}) };
}
