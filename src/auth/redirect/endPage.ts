import { randomBytes } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import type { Delivery } from './receiver.ts';

/** The page on which a sign-in ends in the browser. It holds nothing of the answer and takes it out of the address bar. */
export function endPage(kind: Delivery | 'not-found'): { html: string; contentSecurityPolicy: string } {
  const nonce = randomBytes(16).toString('base64');
  const { mark, title, text } = words(kind);
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${title} · Patchbay</title>
<style nonce="${nonce}">
  :root { color-scheme: light dark; font-family: system-ui, sans-serif }
  body { display: grid; place-items: center; min-height: 90vh; margin: 0; text-align: center }
  .mark { font-size: 3rem; line-height: 1 } h1 { font-size: 1.4rem; font-weight: 600 } p { opacity: .8; max-width: 30rem }
</style>
</head>
<body><main><div class="mark" aria-hidden="true">${mark}</div><h1>${title}</h1><p>${text}</p></main>
<script nonce="${nonce}">history.replaceState(null, '', location.pathname)</script>
</body></html>`;
  return { html, contentSecurityPolicy: `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'` };
}

function words(kind: Delivery | 'not-found'): { mark: string; title: string; text: string } {
  switch (kind) {
    case 'accepted':
      return {
        mark: '✓',
        title: l10n.t('Back to the editor'),
        text: l10n.t('The answer has arrived. You can close this tab; the editor says whether the connection works.'),
      };
    case 'used':
      return {
        mark: '!',
        title: l10n.t('Already finished'),
        text: l10n.t('This sign-in was finished before. Nothing was changed; you can close this tab.'),
      };
    case 'forged':
      return {
        mark: '✕',
        title: l10n.t('Not the answer that was expected'),
        text: l10n.t(
          'It does not belong to the sign-in that the editor is waiting for, and was not used. Start again in the editor.',
        ),
      };
    case 'not-found':
      return {
        mark: '?',
        title: l10n.t('Nothing here'),
        text: l10n.t('This address only ends sign-ins. You can close this tab.'),
      };
  }
}
