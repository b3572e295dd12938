import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { PolicyMark } from '../../connections/policyMark.ts';
import { describeAuthType } from '../../model/authType.ts';
import { folderLabel } from '../../model/folder.ts';
import { describeState } from '../../model/state.ts';
import { describeEnd } from './expiry.ts';
import type { ConnectionNode, FolderNode, ProblemNode } from './nodes.ts';
import { accountOf, grantEndLabel, markWords } from './rows.ts';

/** What is known of a connection, for the hover. Everything that files say is escaped; no command can be run from it. */
export function connectionTooltip(node: ConnectionNode, connectorName: string): vscode.MarkdownString {
  const { connection, state, mark, parent, problem } = node;
  const { local } = state;
  const { expiresAt, renewable, grantEnd } = local ?? {};
  const connected = state.grant.status === 'connected';
  const lines: [string, string | undefined][] = [
    [vscode.l10n.t('Application'), connectorName],
    [vscode.l10n.t('Authentication'), describeAuthType(connection.authType).label],
    [vscode.l10n.t('Account'), accountOf(connection, state)],
    [
      vscode.l10n.t('State'),
      [describeState(state), connected && describeEnd(local, Date.now())].filter(Boolean).join(', '),
    ],
    [vscode.l10n.t('Policy'), mark && policyWords(mark)],
    [vscode.l10n.t('Provider'), state.provider.status === 'degraded' ? state.provider.detail : undefined],
    [renewable ? vscode.l10n.t('Renewed by itself, next') : vscode.l10n.t('Expires'), expiresAt && time(expiresAt)],
    [grantEndLabel(grantEnd?.by), grantEnd && time(grantEnd.at)],
    [vscode.l10n.t('Last checked'), state.local?.checkedAt && time(state.local.checkedAt)],
    [vscode.l10n.t('Folder'), folderLabel(parent.folder)],
    [
      vscode.l10n.t('Default'),
      connection.isDefault ? vscode.l10n.t('yes, of this application in this folder') : undefined,
    ],
  ];
  const text = new vscode.MarkdownString();
  heading(text, connection.name);
  for (const [name, value] of lines) if (value) entry(text, name, value);
  if (problem) text.appendMarkdown('\n\n').appendText(problem.toSentence());
  return text;
}

/** Who says so, where and why. Of a repository that is not trusted no word is repeated, only the place. */
function policyWords({ kind, rule }: PolicyMark): string | undefined {
  const words = markWords(kind);
  if (!rule || words === undefined) return words;
  const at = `${basename(rule.address.file)}:${rule.address.line}`;
  if (rule.source?.trusted === false || rule.policy === undefined) return `${words} (${at})`;
  const because = rule.guardrail?.because;
  const said = vscode.l10n.t('{0}, by “{1}” ({2})', words, rule.policy, at);
  return because === undefined ? said : `${said}: ${because}`;
}

export function problemTooltip(node: ProblemNode): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  heading(text, node.row.label);
  text.appendText(node.problem.toSentence()).appendMarkdown('\n\n').appendText(node.file);
  return text;
}

export function folderTooltip({ folder }: FolderNode): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  heading(text, folderLabel(folder));
  if (folder.description) text.appendText(folder.description).appendMarkdown('\n\n');
  const who = folder.kind === 'personal' ? vscode.l10n.t('Only you see what is in it.') : folder.directory;
  return text.appendText(who);
}

function heading(text: vscode.MarkdownString, title: string): void {
  text.appendMarkdown('**').appendText(title).appendMarkdown('**\n\n');
}

function entry(text: vscode.MarkdownString, name: string, value: string): void {
  text.appendText(`${name}: ${value}`).appendMarkdown('  \n');
}

function time(iso: string): string {
  return new Date(iso).toLocaleString();
}
