/** What is loaded from source in every window of a server. Absolute paths of this machine. */
export interface Development {
  extensions: string[];
  /** A module whose `run()` is called in the extension host. */
  tests?: string;
}

export interface WindowConfiguration extends Development {
  /** `127.0.0.1:1234`, as the browser asked for it. */
  authority: string;
  /** Every folder is trusted and nobody is asked. */
  trusted: boolean;
}

/**
 * Puts extensions under development into the page that VS Code's server answers. The server's own door for that,
 * `--enable-smoke-test-driver`, also switches off every notification, so it is no use to a person or a test.
 * Throws where the page is not as expected (another version of code-server).
 */
export function configureWindow(page: string, window: WindowConfiguration): string {
  const remote = (path: string) => ({
    scheme: 'vscode-remote',
    authority: window.authority,
    path: path.startsWith('/') ? path : `/${path.replaceAll('\\', '/')}`,
  });
  const options = {
    extensions: window.extensions.map(remote),
    ...(window.tests ? { extensionTestsPath: remote(window.tests) } : {}),
  };
  const inside = JSON.stringify(options).slice(1, -1);
  let result = replaceOnce(page, '"developmentOptions":{', `"developmentOptions":{${inside},`);
  if (window.trusted) result = replaceOnce(result, '"enableWorkspaceTrust":true', '"enableWorkspaceTrust":false');
  return result;
}

function replaceOnce(page: string, text: string, by: string): string {
  const inAttribute = (json: string) => json.replaceAll('"', '&quot;');
  if (!page.includes(inAttribute(text))) throw new Error(`VS Code's page has no ${text}`);
  return page.replace(inAttribute(text), () => inAttribute(by));
}
