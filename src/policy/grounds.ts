import { authTypes } from '../model/authType.ts';
import { bitOf, writes } from './actions.ts';
import { allPairs, isPersonal, matchesPrincipal, pairs } from './condition.ts';
import { holds, stageAt } from './dates.ts';
import type { PolicyDocument } from './document/document.ts';
import type { AuthTypeSettings, Condition, ConnectorSettings, Exemption, Guardrail } from './document/schema.ts';
import type { Path } from './document/text.ts';
import type { FolderRights } from './roles.ts';
import { Rule } from './rule.ts';
import type { Selection } from './select.ts';
import { authTypeEnabled, connectorEnabled, existing, type Statement, statements } from './settings.ts';
import { compare, isUnknown, type Source } from './source.ts';
import { perStep, type Steps } from './steps.ts';

/** What a rule does to each action, as bits. */
export interface Effect {
  deny: number;
  warn: number;
  audit: number;
  /** Connections that it reaches would not be allowed today, and are marked. */
  mark: boolean;
}

/** A rule, what it does, and to what. */
export interface Ground extends Effect {
  rule: Rule;
  /** The connections that are exempt today. */
  exempt: ReadonlySet<string>;
  /** Where it holds: everywhere, unless told otherwise. */
  when?: Condition;
  unless?: Condition;
  /** For settings: connector key → pairs of authentication type and account kind. */
  pairsOf?: Map<string, number>;
  /** For roles: the ids of the folders. */
  folders?: Set<string>;
}

type SettingsGround = Ground & { pairsOf: Map<string, number> };

const none: Effect = { deny: 0, warn: 0, audit: 0, mark: false };

/** A source of which something is unknown refuses all writes. */
export function unknownGrounds(source: Source): Ground[] {
  if (!isUnknown(source)) return [];
  const broken = source.broken.find((file) => !file.lastGood);
  const problem = broken?.problems[0];
  const nowhere = { file: broken?.file ?? source.id, line: 1, column: 1, offset: 0, length: 0 };
  const address = problem ?? nowhere;
  return [{ ...none, rule: new Rule({ kind: 'unknown', source, address }), deny: bitOf(...writes), exempt: new Set() }];
}

/** The guardrails of a source that can hold for a person. */
export function* guardrailGrounds(
  { source, guarding }: Selection,
  who: Parameters<typeof matchesPrincipal>[1],
  now: number,
): Steps<Ground[]> {
  const found: Ground[] = [];
  for (const document of guarding) {
    for (const [index, guardrail] of document.content.guardrails.entries()) {
      if (index % perStep === perStep - 1) yield;
      const { when = {}, unless } = guardrail;
      const effect = guardrailEffect(guardrail, document, now);
      if (!effect || !matchesPrincipal(when, who)) continue;
      const rule = new Rule({
        kind: 'guardrail',
        source,
        document,
        guardrail,
        path: ['guardrails', index],
        exemptions: guardrail.except,
      });
      const ground: Ground = { ...effect, rule, when, exempt: exemptAt(guardrail.except, now) };
      found.push(unless && matchesPrincipal(unless, who) ? { ...ground, unless } : ground);
    }
  }
  return found;
}

function guardrailEffect(guardrail: Guardrail, document: PolicyDocument, now: number): Effect | undefined {
  const stage = stageAt(guardrail, now);
  const bits = bitOf(...guardrail.deny);
  if (stage === 'off') return undefined;
  if (stage !== 'enforce') return { ...none, [stage]: bits };
  const aboutPerson = isPersonal(guardrail.when ?? {}) || isPersonal(guardrail.unless ?? {});
  const deny = { ...none, deny: bits };
  return guardrail.deny.includes('create') && !aboutPerson
    ? withExisting(deny, [document.content.settings?.existing])
    : deny;
}

/** What a rule does beside, to connections that exist and that it would not let anybody create. */
function withExisting(effect: Effect, attitudes: readonly (string | undefined)[]): Effect {
  const use = bitOf('use');
  if (attitudes.includes('block')) return { ...effect, mark: true, deny: effect.deny | use };
  return { ...effect, mark: true, warn: attitudes.includes('warn') ? use : 0 };
}

/** What the settings of a source turn off, for the given connectors. */
export function settingsGrounds(selection: Selection, connectors: readonly string[], now: number): Ground[] {
  const attitudes = statements(selection, existing).map(({ value }) => value);
  const effect = withExisting({ ...none, deny: bitOf('create', 'reconnect') }, attitudes);
  const found = { connector: new Map<string, SettingsGround>(), authType: new Map<string, SettingsGround>() };
  const add = (kind: 'connector' | 'authType', connector: string, mask: number, said: Statement<boolean>[]) => {
    for (const { document, path, value } of said) {
      if (value) continue;
      const key = JSON.stringify([document.file, path]);
      const exemptions = exemptionsBeside(document, path);
      const ground = found[kind].get(key) ?? {
        ...effect,
        rule: new Rule({ kind, source: selection.source, document, path, exemptions }),
        exempt: exemptAt(exemptions, now),
        pairsOf: new Map<string, number>(),
      };
      ground.pairsOf.set(connector, (ground.pairsOf.get(connector) ?? 0) | mask);
      found[kind].set(key, ground);
    }
  };
  for (const connector of connectors) {
    add('connector', connector, allPairs, statements(selection, connectorEnabled(connector)));
    for (const type of authTypes) {
      add('authType', connector, pairs([type], undefined), statements(selection, authTypeEnabled(connector, type)));
    }
  }
  return [...inOrder(found.connector), ...inOrder(found.authType)];
}

/** By file: independent of the order in which they were found. */
function inOrder(grounds: ReadonlyMap<string, Ground>): Ground[] {
  return [...grounds.values()].toSorted((a, b) => compare(fileOf(a), fileOf(b)));
}

function fileOf({ rule }: Ground): string {
  return (rule.document as PolicyDocument).file;
}

/** The exemptions that stand beside an `enabled`. */
function exemptionsBeside(document: PolicyDocument, path: Path): Exemption[] | undefined {
  const [, , connector, , type] = path as string[];
  const { connectors } = document.content.settings as { connectors: Record<string, ConnectorSettings> };
  const { except, authTypes: types } = connectors[connector as string] as ConnectorSettings;
  return type === undefined ? except : ((types as Record<string, AuthTypeSettings>)[type] as AuthTypeSettings).except;
}

function exemptAt(exemptions: readonly Exemption[] = [], now: number): ReadonlySet<string> {
  return new Set(exemptions.filter((exemption) => holds(exemption, now)).map(({ connection }) => connection));
}

/** What people may not do in folders for want of a role. */
export function roleGrounds(rights: ReadonlyMap<string, FolderRights>): Ground[] {
  const found = new Map<string, Ground>();
  for (const [folder, { refused, at }] of rights) {
    if (!at || refused === 0) continue;
    const key = JSON.stringify([at.file, at.offset, refused]);
    const folders = found.get(key)?.folders ?? new Set();
    const rule = new Rule({ kind: 'role', address: at });
    found.set(key, { ...none, rule, deny: refused, exempt: new Set(), folders: folders.add(folder) });
  }
  return [...found.values()];
}
