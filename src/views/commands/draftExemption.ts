import * as vscode from 'vscode';
import type { Connection } from '../../model/connection.ts';
import { actions, decide, draftExemption as draft, type PolicyTable } from '../../policy/index.ts';
import type { Rule } from '../../policy/rule.ts';
import { askChoice } from '../ask/askChoice.ts';
import { askText } from '../ask/askText.ts';
import { dayAfter } from '../policyEditing/suggest.ts';
import { dayWords, guardrailSentence } from '../policyEditing/words.ts';
import { sayInformation } from '../say.ts';
import type { TreeNode } from '../tree/nodes.ts';
import type { CommandContext } from './context.ts';
import { type CommandTarget, connectionOf } from './targets.ts';

/** Days that an exemption lasts unless somebody says otherwise. */
const usualDays = 30;

/**
 * Writes an exemption of one connection from a rule into the rule's file, for somebody to review: the file is opened and
 * not saved.
 */
export async function draftExemption(
  context: CommandContext,
  target?: CommandTarget,
  selection?: readonly TreeNode[],
): Promise<void> {
  const { parts } = context;
  const table = await parts.governance.table();
  const title = vscode.l10n.t('Draft an exemption');
  const choose = (connection: Connection) => rulesAgainst(table, connection).length > 0;
  const connection = await connectionOf(context, target, selection, { title, choose });
  if (!connection) return;
  const rules = rulesAgainst(table, connection);
  if (rules.length === 0) {
    void sayInformation(vscode.l10n.t('No rule of a policy that you can edit stands against “{0}”.', connection.name));
    return;
  }
  const rule = rules.length === 1 ? rules[0] : await chooseRule(title, rules);
  if (!rule) return;
  const exemption = await askForExemption(title, connection);
  const drafted = exemption && draft(rule, exemption);
  if (drafted) await showDraft(drafted);
}

/** The rules that stand against something with a connection, in files that the person may edit. */
function rulesAgainst(table: PolicyTable, { id, connector, authType, folder, accountKind }: Connection): Rule[] {
  const subject = { connector, authType, folder, account: accountKind, connection: id };
  const found = actions.flatMap((action) => decide(table, { ...subject, action }).reasons.map(({ rule }) => rule));
  const editable = found.filter(({ document, source }) => document && !isAbove(source?.kind));
  return [...new Set(editable)];
}

/** Who may edit a policy of the computer or the organisation edits it elsewhere. */
function isAbove(kind: string | undefined): boolean {
  return kind === 'machine' || kind === 'organisation';
}

async function chooseRule(title: string, rules: readonly Rule[]): Promise<Rule | undefined> {
  const answer = await askChoice<Rule>({
    title,
    placeholder: vscode.l10n.t('From which rule?'),
    choices: rules.map((rule) => ({
      label: rule.guardrail?.id ?? vscode.l10n.t('settings'),
      ...(rule.policy === undefined ? {} : { description: rule.policy }),
      ...(rule.guardrail ? { detail: rule.guardrail.because ?? guardrailSentence(rule.guardrail) } : {}),
      value: rule,
    })),
  });
  return answer.kind === 'answered' ? answer.value : undefined;
}

async function askForExemption(title: string, { id, name }: Connection) {
  const now = Date.now();
  const needed = vscode.l10n.t('A few words are needed.');
  const until = await askText({
    ...{ title, step: 1, totalSteps: 3, value: dayAfter(now, usualDays) },
    prompt: vscode.l10n.t('The last day on which “{0}” is exempt (UTC).', name),
    validate: (day) => (isDay(day, now) ? undefined : vscode.l10n.t('A day from today on, such as 2026-12-31.')),
    hint: (day) => dayWords(day, now),
  });
  if (until.kind !== 'answered') return undefined;
  const reason = await askText({
    ...{ title, step: 2, totalSteps: 3, prompt: vscode.l10n.t('Why is it exempt?') },
    validate: (words) => (words.trim() === '' ? needed : undefined),
  });
  if (reason.kind !== 'answered') return undefined;
  const approvedBy = await askText({
    ...{ title, step: 3, totalSteps: 3, prompt: vscode.l10n.t('Who approves it?'), value: '' },
    validate: (words) => (words.trim() === '' ? needed : undefined),
  });
  if (approvedBy.kind !== 'answered') return undefined;
  return { connection: id, until: until.value, reason: reason.value.trim(), approvedBy: approvedBy.value.trim() };
}

function isDay(text: string, now: number): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const moment = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(moment) && dayAfter(moment, 0) === text && text >= dayAfter(now, 0);
}

/** Puts the text into the editor; what was there and is not saved is not touched. */
async function showDraft({ file, text }: { file: string; text: string }): Promise<void> {
  const document = await vscode.workspace.openTextDocument(vscode.Uri.file(file));
  const editor = await vscode.window.showTextDocument(document, { preview: false });
  if (document.isDirty) {
    void sayInformation(
      vscode.l10n.t('Save or undo your changes to this policy first, then draft the exemption again.'),
    );
    return;
  }
  const before = document.getText();
  const { start, end, content } = changed(before, text);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), content);
  await vscode.workspace.applyEdit(edit);
  const at = document.positionAt(start);
  const until = document.positionAt(start + content.length);
  editor.selection = new vscode.Selection(at, until);
  editor.revealRange(new vscode.Range(at, until), vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

/** The one part in which two texts differ. */
function changed(before: string, after: string): { start: number; end: number; content: string } {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  let tail = 0;
  const most = Math.min(before.length, after.length) - start;
  while (tail < most && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  return { start, end: before.length - tail, content: after.slice(start, after.length - tail) };
}
