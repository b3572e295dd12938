import * as l10n from '@vscode/l10n';
import { Problem } from '../problem.ts';

export const bearerRefused = () =>
  new Problem(
    'PB801',
    l10n.t('The local connection service does not know this caller.'),
    l10n.t('Open a new terminal of the editor, or run the command from a window that is open: its token ends with it.'),
  );

export const callerRefused = (header: string) =>
  new Problem(
    'PB802',
    l10n.t('The local connection service answers programs of this computer only; “{0}” says something else.', header),
    l10n.t('Call it by the address in PATCHBAY_URL, from a program and not from a web page.'),
  );

export const outsideScope = (id: string) =>
  new Problem(
    'PB803',
    l10n.t('There is no connection “{0}” here, or this caller may not use it.', id),
    l10n.t('Check the id or the binding. What a terminal may use is decided in the editor.'),
  );

/** @param what a few words about what is wrong with it; never the path itself. */
export const pathRefused = (what: string) =>
  new Problem(
    'PB804',
    l10n.t('The path of the request is not passed on: {0}.', what),
    l10n.t('Write it plainly, as the provider’s documentation has it: segments between single slashes.'),
  );

export const redirectedAway = (host: string) =>
  new Problem(
    'PB805',
    l10n.t('The provider sends the request on to {0}, which is not a host of this connector.', host),
    l10n.t('It was not followed. If the address is right, call it without the connection.'),
  );

export const tooManyCalls = (limit: number) =>
  new Problem(
    'PB806',
    l10n.t('{0} requests are running already.', limit),
    l10n.t('Wait for some of them to end, then try again.'),
  );

export const upgradeRefused = () =>
  new Problem(
    'PB807',
    l10n.t('The local connection service speaks HTTP/1.1 only: no tunnels and no WebSockets.'),
    l10n.t('Send an ordinary request.'),
  );

export const requestTooSlow = () =>
  new Problem(
    'PB808',
    l10n.t('The request’s body came too slowly.'),
    l10n.t('Send it again, and keep sending until its end.'),
  );

export const providerSilent = (application: string) =>
  new Problem(
    'PB809',
    l10n.t('{0} did not answer in time.', application),
    l10n.t('Try again later. Whether it did what was asked is not known.'),
  );

export const noAccessToken = (name: string) =>
  new Problem(
    'PB810',
    l10n.t('“{0}” has no access token that could be given: it signs in with a key or a password.', name),
    l10n.t('Send the request through the service, which puts the credential in.'),
  );

export const noDefault = (application: string) =>
  new Problem(
    'PB811',
    l10n.t('No connection to {0} is the default here.', application),
    l10n.t('Choose “Set as Default” on one of its connections, or name a connection.'),
  );

/** @param what the part of the query that is not understood. */
export const queryRefused = (what: string) =>
  new Problem(
    'PB812',
    l10n.t('The value “{0}” is not valid.', what),
    l10n.t('See docs/service.md for what can be asked.'),
  );

export const noSuchPath = () =>
  new Problem(
    'PB813',
    l10n.t('The local connection service has nothing at this path.'),
    l10n.t('See docs/service.md for its paths.'),
  );

export const methodRefused = (method: string) =>
  new Problem(
    'PB814',
    l10n.t('The method {0} is not answered at this path.', method),
    l10n.t('See docs/service.md for its paths.'),
  );

export const requestMalformed = () =>
  new Problem(
    'PB815',
    l10n.t('This is not a request that HTTP allows.'),
    l10n.t('Check what the program sends: line ends, headers and lengths.'),
  );

export const headersTooLarge = () =>
  new Problem(
    'PB816',
    l10n.t('The headers of the request are too large.'),
    l10n.t('Send less in headers and in the address.'),
  );

export const callEnded = () =>
  new Problem(
    'PB817',
    l10n.t('The connection was deleted, changed or blocked while the request ran, or the editor closed.'),
    l10n.t('Look at the connection in the tree, then try again.'),
  );

export const tokenNotGiven = () =>
  new Problem(
    'PB818',
    l10n.t('This caller may use connections but is not shown their tokens.'),
    l10n.t('Send the request through the service, which puts the credential in.'),
  );

export const folderUnknown = (name: string) =>
  new Problem(
    'PB819',
    l10n.t('There is no folder “{0}” here, or this caller may not use it.', name),
    l10n.t('Check the folder, or leave it out to see all that can be used.'),
  );

export const noActivityMetadata = () =>
  new Problem(
    'PB820',
    l10n.t('Patchbay passes requests on as they are and has no descriptions of activities.'),
    l10n.t('Call the application’s own paths, as its documentation has them.'),
  );

/** @param code of the network: `ECONNREFUSED`, or a word or two. */
export const providerUnreachable = (application: string, code: string) =>
  new Problem(
    'PB821',
    l10n.t('{0} cannot be reached: {1}.', application, code),
    l10n.t('Check the network and try again later.'),
  );

export const noMcpServer = (name: string, application: string) =>
  new Problem(
    'PB822',
    l10n.t(
      '{0} has no MCP server that Patchbay knows, or it does not take what “{1}” signs in with.',
      application,
      name,
    ),
    l10n.t('Call its API instead, or add a connection of the application “MCP” with the server’s address.'),
  );

export const refusedByMcpServer = (name: string, application: string) =>
  new Problem(
    'PB823',
    l10n.t('The MCP server of {0} does not accept the credential of “{1}”.', application, name),
    l10n.t('Check the connection, and reconnect it with the scopes that the server needs.'),
  );

/** @param name of the connection that is meant now. */
export const mcpSessionOfAnother = (name: string) =>
  new Problem(
    'PB824',
    l10n.t('This session began with another connection; what the caller asks for means “{0}” by now.', name),
    l10n.t('Begin a new session, as MCP clients do by themselves when a server no longer knows one.'),
  );
