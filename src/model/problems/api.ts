import * as l10n from '@vscode/l10n';
import { Problem } from '../problem.ts';

export const apiVersionUnknown = (version: string) =>
  new Problem(
    'PB830',
    l10n.t('This Patchbay has no version {0} of its API.', version),
    l10n.t('Ask for version 1, or update Patchbay.'),
  );

export const callerUnknown = (id: string) =>
  new Problem(
    'PB831',
    l10n.t('No extension “{0}” runs beside Patchbay.', id),
    l10n.t('Ask from an extension that is active, after its activation, in the same extension host as Patchbay.'),
  );

/** @param reason why, a whole sentence. */
export const callerUnproven = (id: string, reason: string) =>
  new Problem(
    'PB832',
    l10n.t('Whether it is “{0}” that asks cannot be proven. {1}', id, reason),
    l10n.t('docs/api.md says what an extension has to have.'),
  );

export const accessRefused = (extension: string, connection: string) =>
  new Problem(
    'PB833',
    l10n.t('You do not let “{0}” use the connection “{1}”.', extension, connection),
    l10n.t('“Manage Access of Extensions and Agents…” lets it, or lets it ask again.'),
  );

export const accessNotAsked = (extension: string, connection: string) =>
  new Problem(
    'PB834',
    l10n.t('Nobody has let the extension “{0}” use the connection “{1}” yet.', extension, connection),
    l10n.t('Begin something in the extension that asks for it.'),
  );

export const sessionEnded = (extension: string) =>
  new Problem(
    'PB835',
    l10n.t('The extension “{0}” does not run any more.', extension),
    l10n.t('Enable it again, and let it ask for a new session.'),
  );

export const noTokenForExtensions = (connection: string) =>
  new Problem(
    'PB836',
    l10n.t('“{0}” signs in with a user name and a password: it has no token to give.', connection),
    l10n.t('The extension can send its requests through Patchbay, which puts the password in.'),
  );

export const scopesUnknown = (scopes: string) =>
  new Problem(
    'PB837',
    l10n.t('Patchbay does not know what “{0}” asks for.', scopes),
    l10n.t('Ask for one scope: connection:‹id›, binding:‹name› or connector:‹key›.'),
  );

export const redirectsTooMany = (application: string) =>
  new Problem(
    'PB838',
    l10n.t('{0} redirects the request again and again.', application),
    l10n.t('Check the path of the request.'),
  );

export const redirectNotFollowed = (application: string) =>
  new Problem(
    'PB839',
    l10n.t('{0} redirects the request to where it cannot be sent.', application),
    l10n.t('Check the path of the request, or follow the redirect yourself.'),
  );
