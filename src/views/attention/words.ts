import * as l10n from '@vscode/l10n';
import type { Broken } from '../../connections/activity.ts';
import type { App } from '../../connections/app.ts';
import type { Connection } from '../../model/connection.ts';
import type { Problem } from '../../model/problem.ts';
import type { LocalState } from '../../model/state.ts';
import { describeEnd } from '../tree/expiry.ts';

/** No notification names more connections than this. */
const namesShown = 5;

/** `“a”, “b” and 3 more`. */
export function nameThem(connections: readonly Pick<Connection, 'name'>[]): string {
  const quoted = connections.map(({ name }) => l10n.t('“{0}”', name));
  return listThem(quoted);
}

function listThem(words: readonly string[]): string {
  const more = words.length - namesShown;
  // One more name is as short as saying that there is one more.
  if (more <= 1) return words.join(', ');
  return l10n.t('{0} and {1} more', words.slice(0, namesShown).join(', '), more);
}

/** What broke, as far as it is still broken: a sentence for each app and each reason, and what to do. */
export function describeBroken(broken: readonly Broken[]): string {
  const apps = broken.flatMap((one) => (one.grant.status === 'appProblem' ? [describeApp(one)] : []));
  const revoked = withReason(broken, 'revoked');
  const consent = withReason(broken, 'consent');
  return [
    ...apps,
    revoked.length > 0 ? l10n.t('{0}: the sign-in was ended by the application.', nameThem(revoked)) : undefined,
    consent.length > 0 ? l10n.t('{0}: the application asks for your consent again.', nameThem(consent)) : undefined,
    revoked.length + consent.length > 0
      ? l10n.t('Reconnect to go on; the connection and what points at it stay.')
      : undefined,
  ]
    .filter((sentence) => sentence !== undefined)
    .join(' ');
}

function withReason(broken: readonly Broken[], reason: 'revoked' | 'consent'): Connection[] {
  return broken.flatMap(({ grant, connections }) =>
    grant.status === 'needsSignIn' && grant.reason === reason ? connections : [],
  );
}

function describeApp({ connections, connector, app, grant }: Broken): string {
  const detail = grant.status === 'appProblem' ? grant.detail : '';
  return app
    ? refusedApp(connector.name, app.clientId, detail, connections)
    : l10n.t('{0}: the OAuth app is refused ({1}).', nameThem(connections), detail);
}

/** One sentence for all connections of an app that its provider refuses. */
export function refusedApp(
  application: string,
  clientId: string,
  detail: string,
  connections: readonly Pick<Connection, 'name'>[],
): string {
  return l10n.t(
    '{0} refuses the OAuth app “{1}” ({2}) of {3}. Correct its client secret: reconnect one of its connections with the new one.',
    application,
    clientId,
    detail,
    nameThem(connections),
  );
}

/** A connection that was asked for and did not work. */
export interface Failed {
  connection: Pick<Connection, 'name'>;
  application: string;
  problem: Pick<Problem, 'code' | 'message'>;
  app?: App;
}

/** What is wrong with each, and with all connections of one refused app in one sentence. */
export function describeFailures(failures: readonly Failed[]): string {
  const byApp = new Map<string, Failed[]>();
  const others: string[] = [];
  for (const failed of failures) {
    const { app, problem, connection } = failed;
    if (app && problem.code === 'PB210') {
      const key = `${app.host} ${app.clientId}`;
      byApp.set(key, [...(byApp.get(key) ?? []), failed]);
    } else {
      others.push(l10n.t('“{0}”: {1} ({2})', connection.name, problem.message, problem.code));
    }
  }
  const apps = [...byApp.values()].map((failed) => {
    const [first] = failed;
    const names = failed.map(({ connection }) => connection);
    return refusedApp(first?.application ?? '', first?.app?.clientId ?? '', 'PB210', names);
  });
  return [...apps, ...others].join(' ');
}

/** A connection that will end. */
export interface EndingConnection {
  connection: Pick<Connection, 'name'>;
  local: LocalState | undefined;
}

/** What ends soon, the first to end first, and what to do. */
export function describeEndings(endings: readonly EndingConnection[], now: number, locale?: string): string {
  const words = endings.map(({ connection, local }) =>
    l10n.t('“{0}” {1}', connection.name, describeEnd(local, now, locale) ?? ''),
  );
  return endings.length === 1
    ? l10n.t('{0}. Reconnect before that, so that nothing stops.', listThem(words))
    : l10n.t(
        '{0} connections end soon: {1}. Reconnect before that, so that nothing stops.',
        endings.length,
        listThem(words),
      );
}
