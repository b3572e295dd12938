import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { policySuffix } from './policyFiles.ts';

/** A policy to begin with. */
export interface PolicyTemplate {
  /** The name of its file, without the suffix. */
  id: string;
  label: string;
  description: string;
}

/** The policies to begin with, the one that suits everybody first. */
export function policyTemplates(): PolicyTemplate[] {
  return [
    {
      id: 'baseline',
      label: l10n.t('Baseline'),
      description: l10n.t('People in their Personal Workspace, service accounts in shared folders. Warns.'),
    },
    {
      id: 'allowed-connectors',
      label: l10n.t('Allowed connectors'),
      description: l10n.t('Only the connectors that it names.'),
    },
    {
      id: 'own-app',
      label: l10n.t('Own app'),
      description: l10n.t('One application through your own OAuth app, with the form filled in.'),
    },
    { id: 'group', label: l10n.t('For a group'), description: l10n.t('What holds for the members of one group.') },
  ];
}

/**
 * The text of a template.
 *
 * @param media the extension's folder `media`.
 */
export function readTemplate(media: string, { id }: PolicyTemplate): Promise<string> {
  return readFile(join(media, 'policies', `${id}${policySuffix}`), 'utf8');
}
