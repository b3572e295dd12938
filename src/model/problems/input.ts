import * as l10n from '@vscode/l10n';
import { Problem } from '../problem.ts';
import { reopen } from './remedies.ts';

export const fieldInvalid = (field: string, sentence: string) =>
  new Problem('PB501', sentence, l10n.t('Correct it and connect again.'), { field });

export const authTypeNotOffered = (type: string, application: string) =>
  new Problem(
    'PB502',
    l10n.t('{0} does not offer the authentication type “{1}”.', application, type),
    l10n.t('Choose one of those on the form.'),
    { field: 'authType' },
  );

export const unexpected = (cause: unknown) =>
  new Problem('PB999', l10n.t('Something went wrong that should not.'), reopen(), { cause });
