import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { type AuthType, describeAuthType } from '../../model/authType.ts';
import {
  type Address,
  type Alternative,
  alternatives,
  explain,
  isSilent,
  type PolicyTable,
  type Request,
  type RuleFacts,
} from '../../policy/index.ts';
import { cellState } from './matrix.ts';
import type { CellReason, RuleLine } from './protocol.ts';

/** Why one cell is what it is, with what the indexes of its links stand for. */
export interface Reasoned {
  reason: CellReason;
  alternatives: Alternative[];
}

/** Remembers a place, and gives the index by which the page asks for it. */
export type Remember = (place: Address) => number;

/** Explains an answer, in words. */
export function reasonOf(
  table: PolicyTable,
  request: Request,
  exemption: string | undefined,
  remember: Remember,
): Reasoned {
  const { headline, deciding, also, beat, spared } = explain(table, request);
  const others = alternatives(table, request);
  const name =
    table.parts.domain.connectors.find(({ key }) => key === request.connector)?.name ?? request.connector ?? '';
  const type = describeAuthType(request.authType as AuthType).label;
  const isQuiet = ({ fromWorkspace }: RuleFacts) => fromWorkspace && isWorkspaceSilent(table);
  const line = (rule: RuleFacts) => ruleLine(rule, isQuiet(rule) ? ofWorkspace() : rule.sentence, remember);
  const quiet = deciding !== undefined && isQuiet(deciding);
  const decided = deciding && ruleLine(deciding, quiet ? ofWorkspace() : decidedBy(deciding), remember);
  const { because, instead, contact } = (quiet ? undefined : deciding) ?? {};
  const words = Object.entries({ since: deciding?.since, because, instead, contact, exemption }).filter(
    ([, value]) => value !== undefined,
  );
  // The sentence of a rule names its policy.
  const sentence = quiet ? l10n.t('A policy of this workspace decides it.') : headline;
  return {
    alternatives: others,
    reason: {
      title: l10n.t('{0} with “{1}”', name, type),
      state: cellState(table, request),
      sentence,
      ...(decided ? { decided } : {}),
      also: also.map(line),
      beat: beat.map(line),
      spared: spared.map(line),
      ...Object.fromEntries(words),
      alternatives: others.map(({ label }, index) => ({ index, label })),
    },
  };
}

/** Whether the workspace is not trusted: then no word of its policies is repeated, only the place. */
export function isWorkspaceSilent({ parts: { selections } }: PolicyTable): boolean {
  return selections.some(({ source }) => isSilent(source));
}

function ofWorkspace(): string {
  return l10n.t('a policy of this workspace');
}

function decidedBy({ kind, policy, id }: RuleFacts): string {
  if (kind === 'role') return l10n.t('the roles of the folder');
  if (policy === undefined) return l10n.t('a source that is not known');
  return id === undefined ? l10n.t('the policy “{0}”', policy) : l10n.t('the guardrail “{0}” of “{1}”', id, policy);
}

function ruleLine({ address }: RuleFacts, text: string, remember: Remember): RuleLine {
  return { text, link: linkTo(address, remember) };
}

/** A link that names the file and the line. */
export function linkTo(address: Address, remember: Remember): { index: number; label: string } {
  return { index: remember(address), label: `${basename(address.file)}:${address.line}` };
}
