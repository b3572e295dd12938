import type * as vscode from 'vscode';

/**
 * Turns the address that the editor's URI handler was given into a URL whose query can be read.
 *
 * A desktop editor gives the query decoded once, a web editor as it came. Neither may be parsed as a form (a `+` in a code
 * would become a space), so each value is decoded only where that succeeds.
 */
export function callbackUrl(uri: Pick<vscode.Uri, 'path' | 'query'>): URL {
  const url = new URL(`patchbay://callback${uri.path.startsWith('/') ? '' : '/'}${uri.path}`);
  for (const pair of uri.query.split('&')) {
    const [name = '', ...value] = pair.split('=');
    if (name !== '') url.searchParams.append(decode(name), decode(value.join('=')));
  }
  return url;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
