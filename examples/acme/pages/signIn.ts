import { demoPassword, type Person, people } from '../people.ts';
import { type Html, html } from './html.ts';

/** What is said to somebody who mistyped. */
export const wrongPassword = `This password is not right. It is “${demoPassword}”.`;

export interface SignInForm {
  /** Where the form is sent. */
  action: string;
  /** The app that asks, where one does. */
  client?: string;
  /** The person to choose beforehand. */
  hint?: string | undefined;
  error?: string | undefined;
  /** Where the form of the Cancel button is sent; without it there is none. */
  cancel?: string;
  hidden?: Html;
}

/** Choose a person, give the password. */
export function signInForm({ action, client, hint, error, cancel, hidden }: SignInForm): Html {
  return html`<div class="card"><h1>Sign in to Acme</h1>
    <p class="quiet">${client ? html`to continue to <strong>${client}</strong>` : 'A made-up company for trying Patchbay out.'}</p>
    ${error !== undefined && html`<p class="alert" role="alert" id="error">${error}</p>`}
    <form method="post" action="${action}">${hidden}
      <fieldset><legend>Who are you?</legend>${people.map((person, index) => choice(person, hint ? hint === person.email : index === 0))}</fieldset>
      <div class="field"><label for="password">Password</label>
        <input type="password" id="password" name="password" required autocomplete="off" aria-describedby="hint"${error !== undefined && html` aria-invalid="true"`}>
        <small id="hint">It is “${demoPassword}” for everybody.</small></div>
      <div class="buttons"><button>Sign in</button>
        ${cancel !== undefined && html`<button class="second" formaction="${cancel}" formnovalidate>Cancel</button>`}</div>
    </form></div>`;
}

function choice({ email, name }: Person, checked: boolean): Html {
  return html`<label class="choice"><input type="radio" name="account" value="${email}" required${checked && html` checked`}>
    <span><b>${name}</b><small>${email}</small></span></label>`;
}
