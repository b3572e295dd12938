import type { Secret } from '../model/secret.ts';

/** What a program needs to reach the service of a window. */
export interface Address {
  /** `http://127.0.0.1:<port>` */
  url: string;
  bearer: Secret;
}

/** What a program of ours reads, and anybody's script. */
export function patchbayVariables({ url, bearer }: Address): Record<string, string> {
  return { PATCHBAY_URL: url, PATCHBAY_TOKEN: bearer.reveal() };
}

/** What UiPath's SDKs read. The first address has an organisation and a tenant, since they count its segments. */
export function uipathVariables({ url, bearer }: Address): Record<string, string> {
  return {
    UIPATH_URL: `${url}/patchbay/local`,
    UIPATH_ACCESS_TOKEN: bearer.reveal(),
    // It would go before the other.
    UNATTENDED_USER_ACCESS_TOKEN: '',
    UIPATH_SERVICE_URL_CONNECTIONS: `${url}/connections_`,
    UIPATH_SERVICE_URL_ELEMENTS: `${url}/elements_`,
    UIPATH_SERVICE_URL_ORCHESTRATOR: `${url}/orchestrator_`,
  };
}

/**
 * Where a proxy is set, programs would send to it what is meant for this computer.
 *
 * @param environment the one that terminals begin with.
 */
export function proxyVariables(environment: NodeJS.ProcessEnv): Record<string, string> {
  const has = (name: string) => (environment[name] ?? '') !== '';
  if (!['HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'].some(has)) return {};
  return Object.fromEntries(
    ['NO_PROXY', 'no_proxy'].flatMap((name) => {
      const before = (environment[name] ?? '').split(',').map((host) => host.trim());
      if (before.includes('127.0.0.1') || before.includes('*')) return [];
      return [[name, [...before.filter(Boolean), '127.0.0.1'].join(',')]];
    }),
  );
}
