import * as l10n from '@vscode/l10n';
import type { Forgotten } from '../connections/forget.ts';

/**
 * What is lost, for the question before.
 *
 * @param applications the names of the connectors, one for each credential; `undefined` where its connection is not here.
 */
export function describeLoss(applications: readonly (string | undefined)[]): string {
  const counts = new Map<string, number>();
  for (const application of applications) {
    const name = application ?? l10n.t('without a connection here');
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const list = [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([name, count]) => `${name} (${count})`);
  const lost =
    applications.length === 1
      ? l10n.t('1 credential of this editor is deleted: {0}.', list.join(', '))
      : l10n.t('{0} credentials of this editor are deleted: {1}.', applications.length, list.join(', '));
  return [
    lost,
    l10n.t('The applications are asked to end the sign-ins. Code that uses these connections stops working.'),
    l10n.t('The connections stay and need a sign-in. Deletions of the last days cannot be taken back any more.'),
    l10n.t('This cannot be undone.'),
  ].join('\n');
}

/** What was forgotten, in one sentence, and whether something is left for the person to do. */
export function describeForgotten(forgotten: readonly Forgotten[]): { severity: 'info' | 'warning'; text: string } {
  const count = (status: Forgotten['outcome']['status']) =>
    forgotten.filter(({ outcome }) => outcome.status === status).length;
  const kept = count('kept');
  const revoked = count('revoked');
  const open = forgotten.length - kept - revoked - count('memberKey');
  const sentences = [
    l10n.t('{0} of {1} credentials are gone from this editor.', forgotten.length - kept, forgotten.length),
    revoked > 0 ? l10n.t('{0} were ended by their applications.', revoked) : undefined,
    open > 0 ? l10n.t('{0} may still be valid there: the report says where to end them.', open) : undefined,
    kept > 0 ? l10n.t('{0} could not be deleted; the report says why.', kept) : undefined,
  ];
  return {
    severity: open + kept > 0 ? 'warning' : 'info',
    text: sentences.filter((sentence) => sentence !== undefined).join(' '),
  };
}

/** The whole report, as Markdown: first what is left to do. */
export function forgetReport(forgotten: readonly Forgotten[]): string {
  const section = (title: string, status: Forgotten['outcome']['status'][]) => {
    const lines = forgotten.filter(({ outcome }) => status.includes(outcome.status)).map(reportLine);
    return lines.length > 0 ? [`## ${title}`, '', ...lines, ''] : [];
  };
  return [
    `# ${l10n.t('What “Forget Everything” did')}`,
    '',
    ...section(l10n.t('Still in this editor'), ['kept']),
    ...section(l10n.t('Gone from this editor, but perhaps still valid at the application: end it there'), [
      'failed',
      'notOffered',
      'pasted',
    ]),
    ...section(l10n.t('Gone, and ended by the application'), ['revoked']),
    ...section(l10n.t('Gone from this editor'), ['memberKey']),
  ].join('\n');
}

function reportLine({ id, connection, application, outcome }: Forgotten): string {
  const name = connection ? `${connection.name} (${application})` : id;
  return `- ${plain(name)}: ${plain(reason(outcome))}`;
}

function reason(outcome: Forgotten['outcome']): string {
  switch (outcome.status) {
    case 'revoked':
      return l10n.t('the sign-in was ended');
    case 'notOffered':
      return l10n.t('the application offers no way to end a sign-in from here');
    case 'pasted':
      return l10n.t('a token, key or password, which only you can end');
    case 'memberKey':
      return l10n.t(
        'your member key: what is sealed to it cannot be opened any more, and a new public key must be given',
      );
    case 'failed':
    case 'kept':
      return outcome.detail;
  }
}

/** A name of a file must not become Markdown. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]<>#|!]/g, '\\$&').replace(/\s+/g, ' ');
}
