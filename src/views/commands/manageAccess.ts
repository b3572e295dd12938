import * as vscode from 'vscode';
import type { Consent } from '../../use/api/consents.ts';
import { askChoice, type Choice } from '../ask/askChoice.ts';
import { callerLabel, consentWords } from '../extensions/words.ts';
import { sayInformation } from '../say.ts';
import type { CommandContext } from './context.ts';

/** Lists which extension, or agents, may use which connection, and takes back what is chosen; again, until the person leaves. */
export async function manageAccess(context: CommandContext): Promise<void> {
  const title = vscode.l10n.t('Manage Access of Extensions and Agents');
  for (;;) {
    const consents = context.use.api.consents.all();
    if (consents.length === 0) {
      void sayInformation(vscode.l10n.t('No extension and no agent has asked to use a connection.'));
      return;
    }
    const choices = consents.map((consent): Choice<Consent> => {
      const { extension, extensionName, connectionName, answer } = consent;
      return {
        label: connectionName,
        icon: answer === 'granted' ? 'pass' : 'circle-slash',
        description: consentWords(consent),
        group: callerLabel({ id: extension, name: extensionName, publisher: '' }),
        value: consent,
      };
    });
    const placeholder = vscode.l10n.t('Choose an answer to change');
    const chosen = await askChoice({ title, placeholder, choices });
    if (chosen.kind !== 'answered' || !(await change(context, chosen.value))) return;
  }
}

/** @returns false where the person left. */
async function change({ use, parts }: CommandContext, consent: Consent): Promise<boolean> {
  const { consents } = use.api;
  const { extension, extensionName, connection, connectionName, answer } = consent;
  const choices: Choice<'forget' | 'granted' | 'refused'>[] = [
    answer === 'granted'
      ? { label: vscode.l10n.t('Revoke'), description: vscode.l10n.t('at once; it may ask again'), value: 'forget' }
      : { label: vscode.l10n.t('Let It Ask Again'), value: 'forget' },
    answer === 'granted'
      ? {
          label: vscode.l10n.t('Revoke for Good'),
          description: vscode.l10n.t('it may not ask again'),
          value: 'refused',
        }
      : { label: vscode.l10n.t('Allow'), value: 'granted' },
  ];
  const given = await askChoice({
    title: callerLabel({ id: extension, name: extensionName, publisher: '' }),
    placeholder: vscode.l10n.t('“{0}”: it {1}', connectionName, consentWords(consent)),
    choices,
  });
  if (given.kind !== 'answered') return false;
  const { value } = given;
  const outcome = value === 'forget' && answer === 'granted' ? 'takenBack' : value === 'forget' ? 'mayAsk' : value;
  parts.audit.record({
    ...{ action: 'access', connection, name: connectionName, by: 'person', outcome, detail: extension },
  });
  const { forSession: _, ...kept } = consent;
  if (value === 'forget') await consents.forget(consent);
  else await consents.set({ ...kept, answer: value, at: new Date().toISOString() });
  return true;
}
