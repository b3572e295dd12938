import { applyEdits, findNodeAtLocation, modify, type Node } from 'jsonc-parser';
import type { Exemption } from './document/schema.ts';
import { treeOf } from './document/tree.ts';
import type { Rule } from './rule.ts';

/**
 * Drafts an exemption from a rule, for somebody to review: the rule's file with one entry more, everything else as it was.
 *
 * @returns the file and its new text; `undefined` where nothing can be exempt (a role, a source that cannot be read).
 */
export function draftExemption(rule: Rule, exemption: Exemption): { file: string; text: string } | undefined {
  if (!rule.document) return undefined;
  const { file, text } = rule.document;
  // The rule of settings is the `enabled` beside which exemptions stand.
  const owner = rule.kind === 'guardrail' ? rule.path : rule.path.slice(0, -1);
  const path = [...owner, 'except'];
  const given = findNodeAtLocation(treeOf(text), path);
  // Line ends are those of the text.
  const formattingOptions = { insertSpaces: true, tabSize: 2 };
  const edits = given
    ? modify(text, [...path, (given.children as Node[]).length], exemption, { formattingOptions })
    : modify(text, path, [exemption], { formattingOptions });
  return { file, text: applyEdits(text, edits) };
}
