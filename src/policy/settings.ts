import type { AuthType } from '../model/authType.ts';
import type { PolicyDocument } from './document/document.ts';
import type { AuthTypeSettings, ConnectorSettings, ParameterSettings, Settings } from './document/schema.ts';
import type { Path } from './document/text.ts';
import type { Selection } from './select.ts';

/** What one document says about one thing, and where. */
export interface Statement<T> {
  document: PolicyDocument;
  path: Path;
  value: T;
}

/** Looks one thing up in the settings of one document. */
export type Look<T> = (settings: Settings) => { path: Path; value: T } | undefined;

/**
 * What a source says about one thing: what its winning document says; where that one is silent and inherits, what the next
 * level says. More than one statement only where a source has several documents for the same people; they all hold.
 */
export function statements<T>({ chain }: Pick<Selection, 'chain'>, look: Look<T>): Statement<T>[] {
  let below: Statement<T>[] = [];
  for (const level of chain.toReversed()) {
    const inherited = below;
    below = unique(
      level.flatMap(({ document }) => {
        const own = look(document.content.settings as Settings);
        if (own) return [{ document, path: ['settings', ...own.path], value: own.value }];
        return document.content.inherits ? inherited : [];
      }),
    );
  }
  return below;
}

function unique<T>(found: readonly Statement<T>[]): Statement<T>[] {
  return [...new Map(found.map((statement) => [statement.document, statement])).values()];
}

/** Whether a connector is on: what its own entry says, else what “*” says. */
export function connectorEnabled(connector: string): Look<boolean> {
  return (settings) =>
    first(connectorEntries(settings, connector), ({ path, entry }) => given([...path, 'enabled'], entry.enabled));
}

/** Whether an authentication type of a connector is on. */
export function authTypeEnabled(connector: string, type: AuthType): Look<boolean> {
  return authTypeFacet(connector, type, 'enabled');
}

/** One facet of an authentication type: the connector's own entry before “*”, in each the type's own before “*”. */
export function authTypeFacet<Key extends 'enabled' | 'default' | 'maxAgeDays'>(
  connector: string,
  type: AuthType,
  key: Key,
): Look<NonNullable<AuthTypeSettings[Key]>> {
  return (settings) =>
    first(authTypeEntries(settings, connector, type), ({ path, entry }) => given([...path, key], entry[key]));
}

/** One facet of a parameter, found in the same order. */
export function parameterFacet<Key extends keyof ParameterSettings>(
  connector: string,
  type: AuthType,
  name: string,
  key: Key,
): Look<NonNullable<ParameterSettings[Key]>> {
  return (settings) =>
    first(authTypeEntries(settings, connector, type), ({ path, entry }) =>
      given([...path, 'parameters', name, key], own(entry.parameters, name)?.[key]),
    );
}

/** The names of all parameters of an authentication type about which the settings say something. */
export function parameterNames(settings: Settings, connector: string, type: AuthType): string[] {
  return authTypeEntries(settings, connector, type).flatMap(({ entry }) => Object.keys(entry.parameters ?? {}));
}

/** What becomes of connections that would not be allowed today. */
export const existing: Look<NonNullable<Settings['existing']>> = (settings) => given(['existing'], settings.existing);

function connectorEntries(settings: Settings, connector: string): { path: Path; entry: ConnectorSettings }[] {
  return [connector, '*'].flatMap((key) => {
    const entry = own(settings.connectors, key);
    return entry ? [{ path: ['connectors', key], entry }] : [];
  });
}

function authTypeEntries(
  settings: Settings,
  connector: string,
  type: AuthType,
): { path: Path; entry: AuthTypeSettings }[] {
  return connectorEntries(settings, connector).flatMap(({ path, entry }) =>
    [type, '*'].flatMap((key) => {
      const found = own(entry.authTypes as Record<string, AuthTypeSettings> | undefined, key);
      return found ? [{ path: [...path, 'authTypes', key], entry: found }] : [];
    }),
  );
}

function given<T>(path: Path, value: T): { path: Path; value: NonNullable<T> } | undefined {
  return value === undefined ? undefined : { path, value: value as NonNullable<T> };
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** A key of a record that came from a file: `constructor` is not one unless the file has it. */
function own<T>(record: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;
}
