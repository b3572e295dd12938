import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { type DraftRecord, draftText, keyOf } from '../../catalog/drafts/record.ts';
import { connectorSuffix } from '../../catalog/ownConnectors.ts';
import { connectorFolder } from '../../editor/ownConnectors.ts';
import { draftFailed, noWorkspace, untrustedWorkspace } from '../../model/problems.ts';
import { askChoice } from '../ask/askChoice.ts';
import { askText } from '../ask/askText.ts';
import type { CommandContext } from './context.ts';

type From = 'blank' | 'discovery' | 'openApi';

/**
 * Makes a connector of the workspace's own, and opens its file: empty, from what an authorization server says of itself, or
 * from an OpenAPI document.
 *
 * @returns the path of the file; `undefined` where the person left.
 */
export async function newConnector({ parts }: CommandContext): Promise<string | undefined> {
  const folder = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.scheme === 'file');
  if (!folder) throw noWorkspace();
  if (!parts.isTrusted()) throw untrustedWorkspace();
  const title = vscode.l10n.t('New connector');
  const from = await askChoice<From>({
    title,
    placeholder: vscode.l10n.t('What is known of the application?'),
    choices: [
      {
        label: vscode.l10n.t('Nothing yet'),
        detail: vscode.l10n.t('Begins with an API that wants a key.'),
        value: 'blank',
      },
      {
        label: vscode.l10n.t('Its OpenID Connect or OAuth 2.0 server'),
        detail: vscode.l10n.t('Asks the server for its own description (“/.well-known/openid-configuration”).'),
        value: 'discovery',
      },
      {
        label: vscode.l10n.t('An OpenAPI document'),
        detail: vscode.l10n.t('A file of YAML or JSON; its security schemes become authentication types.'),
        value: 'openApi',
      },
    ],
  });
  if (from.kind !== 'answered') return undefined;
  const draft = await makers[from.value](title);
  if (!draft) return undefined;
  const directory = join(folder.uri.fsPath, connectorFolder);
  await mkdir(directory, { recursive: true });
  const file = await writeNew(directory, draft);
  await vscode.window.showTextDocument(vscode.Uri.file(file), { preview: false });
  return file;
}

const today = () => new Date().toISOString().slice(0, 10);

const makers: Record<From, (title: string) => Promise<DraftRecord | undefined>> = {
  blank: async (title) => {
    const { blankRecord } = await import('../../catalog/drafts/record.ts');
    const name = await askName(title);
    return name === undefined ? undefined : blankRecord(name, today());
  },
  discovery: async (title) => {
    let draft: DraftRecord | undefined;
    await askText({
      title,
      prompt: vscode.l10n.t('The address of the issuer, such as https://login.example.com'),
      placeholder: 'https://',
      validate: (text) => (URL.canParse(text.trim()) ? undefined : vscode.l10n.t('An https address is needed.')),
      submit: async (text) => {
        draft = await discovered(text.trim());
        return draft ? undefined : vscode.l10n.t('There is no description of an authorization server at that address.');
      },
    });
    return draft;
  },
  openApi: async () => {
    const [chosen] =
      (await vscode.window.showOpenDialog({
        title: vscode.l10n.t('OpenAPI document'),
        filters: { OpenAPI: ['yaml', 'yml', 'json'] },
      })) ?? [];
    if (!chosen) return undefined;
    const [{ parse }, { fromOpenApi }] = await Promise.all([import('yaml'), import('../../catalog/drafts/openApi.ts')]);
    const text = await readFile(chosen.fsPath, 'utf8');
    // JSON is YAML. A document that repeats itself by aliases must not fill the memory.
    const document = await Promise.resolve()
      .then((): unknown => parse(text, { maxAliasCount: 100 }))
      .catch(() => undefined);
    const draft = fromOpenApi(document, basename(chosen.fsPath), today());
    if (!draft) throw draftFailed(basename(chosen.fsPath));
    return draft;
  },
};

async function discovered(address: string): Promise<DraftRecord | undefined> {
  const [{ providerFetch }, { fromDiscovery }] = await Promise.all([
    import('../../storage/network/http.ts'),
    import('../../catalog/drafts/discovery.ts'),
  ]);
  const issuer = address.replace(/\/\.well-known\/.*$/, '').replace(/\/+$/, '');
  for (const name of ['openid-configuration', 'oauth-authorization-server']) {
    const url = `${issuer}/.well-known/${name}`;
    const document = await providerFetch(url)
      .then((response) => (response.ok ? response.json() : undefined))
      .catch(() => undefined);
    const draft = fromDiscovery(document, new URL(issuer).hostname, url, today());
    if (draft) return draft;
  }
  return undefined;
}

async function askName(title: string): Promise<string | undefined> {
  const answer = await askText({
    title,
    prompt: vscode.l10n.t('The name of the application, as people look for it.'),
    validate: (name) => (name.trim() === '' ? vscode.l10n.t('A name is needed.') : undefined),
  });
  return answer.kind === 'answered' ? answer.value.trim() : undefined;
}

/** Writes it under its key, or under the next that is free. */
async function writeNew(directory: string, draft: DraftRecord): Promise<string> {
  for (let number = 1; ; number++) {
    const key = number === 1 ? draft.key : `${keyOf(draft.key)}-${number}`;
    const file = join(directory, `${key}${connectorSuffix}`);
    try {
      await writeFile(file, draftText({ ...draft, key }), { flag: 'wx' });
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST' || number === 100) throw error;
    }
  }
}
