import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import type { Dispatch } from './change.ts';
import { qrPicture } from './qrPicture.ts';
import type { Attempt } from './state.ts';
import { timeLeft } from './timeLeft.ts';

type Device = NonNullable<Extract<Attempt, { status: 'connecting' }>['device']>;

/**
 * A sign-in by a code (RFC 8628): the page, the code in large letters, a picture for the phone, and how long it is good.
 *
 * @param now milliseconds since 1970.
 */
export function deviceView(device: Device, now: number, dispatch: Dispatch): TemplateResult {
  const { userCode, verificationUri, verificationUriComplete, expiresAt, copied } = device;
  const caption = verificationUriComplete
    ? l10n.t('Or scan this with your phone, and see that it shows the same code.')
    : l10n.t('Or scan this with your phone, and type the code there.');
  return html`<div class="device">
    <div class="device-steps">
      <div class="label">${l10n.t('1. Open this page, here or on another device')}</div>
      <div class="device-line">
        <code>${verificationUri}</code>
        <vscode-button secondary @click=${() => dispatch({ type: 'openDevicePage' })}>${l10n.t('Open page')}</vscode-button>
      </div>
      <div class="label">${l10n.t('2. Type this code there')}</div>
      <div class="device-line">
        <span class="user-code">${userCode}</span>
        <vscode-button secondary @click=${() => dispatch({ type: 'copyCode' })}>
          ${copied ? l10n.t('Copied') : l10n.t('Copy')}
        </vscode-button>
        <span class="hidden" role="status">${copied ? l10n.t('Copied.') : nothing}</span>
      </div>
      <p class="small">${timeLeft(expiresAt - now)}</p>
    </div>
    ${qrPicture(verificationUriComplete ?? verificationUri, caption) ?? nothing}
  </div>`;
}
