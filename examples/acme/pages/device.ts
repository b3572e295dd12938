import type { Client, ErrorOut, KoaContextWithOIDC, UnknownObject } from 'oidc-provider';
import { type Html, html } from './html.ts';
import { sendKoaPage } from './layout.ts';

/** Asks for the code that the device shows (RFC 8628 section 3.3). */
export function deviceInputPage(ctx: KoaContextWithOIDC, _form: string, _out?: ErrorOut, error?: Error): void {
  const name = error?.name;
  const message =
    name === 'AbortedError'
      ? 'Cancelled. The device has not been given access.'
      : name === 'ExpiredError'
        ? 'This code has expired. Ask your device for a new one.'
        : name === 'AlreadyUsedError'
          ? 'This code has been used already. Ask your device for a new one.'
          : 'There is no such code. Look again at what your device shows.';
  sendKoaPage(ctx, {
    title: 'Connect a device',
    body: html`<div class="card"><h1>Connect a device</h1>
      ${error && html`<p class="alert" role="alert">${message}</p>`}
      ${deviceForm(
        ctx,
        html`<div class="field"><label for="code">Code shown on your device</label>
        <input type="text" id="code" name="user_code" required autofocus autocomplete="off" autocapitalize="characters" spellcheck="false"></div>
        <div class="buttons"><button>Continue</button></div>`,
      )}</div>`,
  });
}

/** Lets the person compare the code before anything is granted (RFC 8628 section 5.4). */
export function deviceConfirmPage(
  ctx: KoaContextWithOIDC,
  _form: string,
  client: Client,
  _info: UnknownObject,
  userCode: string,
): void {
  sendKoaPage(ctx, {
    title: 'Is this your device?',
    body: html`<div class="card"><h1>Is this your device?</h1>
      <p><strong>${client.clientName ?? client.clientId}</strong> wants to connect. Go on only if your device shows this code:</p>
      <p class="code">${userCode}</p>
      ${deviceForm(
        ctx,
        html`<input type="hidden" name="user_code" value="${userCode}">
        <div class="buttons"><button name="confirm" value="yes">Yes, continue</button>
        <button class="second" name="abort" value="yes">No, cancel</button></div>`,
      )}</div>`,
  });
}

/** The end of the way; the device learns the rest by itself. */
export function deviceDonePage(ctx: KoaContextWithOIDC): void {
  sendKoaPage(ctx, {
    title: 'Your device is connected',
    body: html`<div class="card"><h1>Your device is connected</h1>
      <p class="alert done" role="status">You can close this page and go back to your device.</p></div>`,
  });
}

function deviceForm(ctx: KoaContextWithOIDC, fields: Html): Html {
  const secret = String(ctx.oidc.session?.state?.['secret'] ?? '');
  return html`<form method="post" action="${ctx.oidc.urlFor('code_verification')}"><input type="hidden" name="xsrf" value="${secret}">${fields}</form>`;
}
