import * as l10n from '@vscode/l10n';
import { bitOf } from './actions.ts';
import { holds, startOf } from './dates.ts';
import { type Decision, decide, type Request } from './decide.ts';
import type { PolicyDocument } from './document/document.ts';
import type { Exemption, Settings } from './document/schema.ts';
import type { Address, Path } from './document/text.ts';
import type { Ground } from './grounds.ts';
import { type Point, pointOf, sparedBy } from './point.ts';
import { Rule, type RuleKind } from './rule.ts';
import type { Selection } from './select.ts';
import { authTypeEnabled, connectorEnabled, type Look, statements } from './settings.ts';
import type { SourceKind } from './source.ts';
import type { PolicyTable } from './table.ts';
import { headline, ruleSentence } from './words.ts';

/** One rule, in the words and with the facts that a person needs. */
export interface RuleFacts {
  kind: RuleKind | 'allowed' | 'none';
  /** What it says. */
  sentence: string;
  /** The name of the policy, and its guardrail if it is one. */
  policy?: string;
  id?: string;
  source?: SourceKind;
  address: Address;
  /** The day since which it holds, where known. */
  since?: string;
  because?: string;
  instead?: string;
  contact?: string;
  /** The words of a repository's author: to be shown plain, never as a link, and as from there. */
  fromWorkspace: boolean;
}

/** Why a decision is what it is. */
export interface Explanation {
  decision: Decision;
  /** One sentence: the thing, and who says so. */
  headline: string;
  /** The rule that decided; absent where nobody says anything. */
  deciding?: RuleFacts;
  /** Others that say the same. */
  also: RuleFacts[];
  /** Rules that said the opposite and did not prevail. */
  beat: RuleFacts[];
  /** Guardrails that would hold but for their `unless` or an exemption. */
  spared: (RuleFacts & { by: 'unless' | 'exemption' })[];
  /** Exemptions of this connection from the deciding rule: those that ended as well. */
  exemptions: (Exemption & { ended: boolean })[];
}

/** What the caller may know besides. */
export interface ExplainOptions {
  /** The day since which the line at an address stands there, such as git knows it. */
  since?: (address: Address) => string | undefined;
}

/** Explains a decision. Costs more than the decision itself; meant for one that somebody asks about. */
export function explain(table: PolicyTable, request: Request, options: ExplainOptions = {}): Explanation {
  const decision = decide(table, request);
  const point = pointOf(table, request);
  const facts = (rule: Rule) =>
    describe(rule, ruleSentence(rule, request.action, point as Point), table.parts.now, options);
  const said = point && decision.outcome !== 'indeterminate' ? settingsSaid(table, point, request) : [];
  const denied = decision.outcome === 'deny';
  const rules = decision.reasons.map(({ rule }) => facts(rule));
  const holding = said
    .filter(({ prevails, allows }) => prevails && allows)
    .map(({ rule }) => asAllowed(rule, table, options));
  const [deciding, ...also] = denied || decision.warned ? rules : holding;
  const spared = point ? sparing(table, point, request) : [];
  const opposite = said.filter(({ prevails, allows }) => (denied ? allows : !allows && !prevails));
  return {
    decision,
    headline: headline(table, request, decision),
    ...(deciding ? { deciding } : {}),
    also,
    beat: opposite.map(({ rule, allows }) => (allows ? asAllowed(rule, table, options) : facts(rule))),
    spared: spared.map(({ rule, by }) => ({ ...facts(rule), by })),
    exemptions: exemptionsOf(
      [...decision.reasons, ...spared].map(({ rule }) => rule),
      request.connection,
      table.parts.now,
    ),
  };
}

/** A statement of settings about the point, and whether its document is one of those that hold. */
interface Said {
  rule: Rule;
  allows: boolean;
  prevails: boolean;
}

/** What all documents that are deployed to the person say of connector and type, the winning ones and the others. */
function settingsSaid({ parts }: PolicyTable, { connector, authType }: Point, { action }: Request): Said[] {
  if (!(bitOf(action) & bitOf('create', 'reconnect', 'use'))) return [];
  return parts.selections.flatMap((selection) => {
    const looks = [
      { kind: 'connector' as const, look: connectorEnabled(connector.key) },
      { kind: 'authType' as const, look: authTypeEnabled(connector.key, authType) },
    ];
    return [...pinned(selection), ...looks.flatMap(({ kind, look }) => saidOf(selection, kind, look))];
  });
}

function pinned({ pinned, source }: Selection): Said[] {
  if (!pinned) return [];
  const { document, path } = pinned;
  return [{ rule: new Rule({ kind: 'connector', source, document, path }), allows: true, prevails: true }];
}

function saidOf(selection: Selection, kind: 'connector' | 'authType', look: Look<boolean>): Said[] {
  const { source, candidates } = selection;
  const said = (document: PolicyDocument, path: Path, allows: boolean, prevails: boolean): Said => ({
    rule: new Rule({ kind, source, document, path }),
    allows,
    prevails,
  });
  const prevailing = statements(selection, look);
  const winners = new Set(prevailing.map(({ document }) => document));
  const losers = new Set(
    candidates.filter(({ none, document }) => !none && !winners.has(document)).map(({ document }) => document),
  );
  return [
    ...prevailing.map(({ document, path, value }) => said(document, path, value, true)),
    ...[...losers].flatMap((document) => {
      const own = look(document.content.settings as Settings);
      return own ? [said(document, ['settings', ...own.path], own.value, false)] : [];
    }),
  ];
}

/** The rules that would matter for the action but for an `unless`, or but for an exemption of this connection. */
function sparing(table: PolicyTable, point: Point, request: Request): { rule: Rule; by: 'unless' | 'exemption' }[] {
  const { grounds, cells } = table.parts;
  const matters = ({ deny, warn }: Ground) => ((deny | warn) & bitOf(request.action)) !== 0;
  const reached = cells
    .listOf(table.intern({ ...request, connection: undefined }))
    .map((index) => grounds[index] as Ground);
  const exempt = reached.filter((ground) => matters(ground) && ground.exempt.has(request.connection as string));
  const spared = grounds.filter((ground) => matters(ground) && sparedBy(ground, point));
  return [
    ...exempt.map(({ rule }) => ({ rule, by: 'exemption' as const })),
    ...spared.map(({ rule }) => ({ rule, by: 'unless' as const })),
  ];
}

function exemptionsOf(rules: readonly Rule[], connection: string | undefined, now: number) {
  const own = rules.flatMap(({ exemptions }) => exemptions).filter((exemption) => exemption.connection === connection);
  return own.map((exemption) => ({ ...exemption, ended: !holds(exemption, now) }));
}

function asAllowed(rule: Rule, table: PolicyTable, options: ExplainOptions): RuleFacts {
  const policy = rule.policy as string;
  const none = rule.path[0] === 'deploy';
  const sentence = none
    ? l10n.t('The policy “{0}” says that nothing is governed here.', policy)
    : l10n.t('The policy “{0}” allows it.', policy);
  return { ...describe(rule, sentence, table.parts.now, options), kind: none ? 'none' : 'allowed' };
}

function describe(rule: Rule, sentence: string, now: number, { since }: ExplainOptions): RuleFacts {
  const { kind, source, policy, guardrail, address, document } = rule;
  const { from, because, instead, id } = guardrail ?? {};
  const contact = document?.content.contact;
  const begun = from !== undefined && startOf(from) <= now ? from : since?.(address);
  return {
    kind,
    sentence,
    address,
    fromWorkspace: source?.kind === 'workspace',
    ...(policy === undefined ? {} : { policy }),
    ...(id === undefined ? {} : { id }),
    ...(source ? { source: source.kind } : {}),
    ...(begun === undefined ? {} : { since: begun }),
    ...(because === undefined ? {} : { because }),
    ...(instead === undefined ? {} : { instead }),
    ...(contact === undefined ? {} : { contact }),
  };
}
