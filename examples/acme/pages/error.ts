import type { ErrorOut, KoaContextWithOIDC } from 'oidc-provider';
import { html } from './html.ts';
import { type Page, sendKoaPage } from './layout.ts';

/** What a page says about a request that cannot be answered. */
export function errorPage(message: string, status: number): Page {
  const body = html`<div class="card"><h1>This did not work</h1><p class="alert" role="alert">${message}</p></div>`;
  return { title: 'This did not work', body, narrow: true, status };
}

/** What a person sees where the provider cannot send them back to the app. The provider has set the status. */
export function providerErrorPage(ctx: KoaContextWithOIDC, out: ErrorOut): void {
  sendKoaPage(ctx, {
    title: 'This did not work',
    body: html`<div class="card"><h1>This did not work</h1>
      <p class="alert" role="alert">${out.error_description ?? out.error}</p>
      <p>Go back to the app that sent you here, and start again.</p><p class="quiet"><code>${out.error}</code></p></div>`,
  });
}
