import { isOneOf } from '../../catalog/hostMatch.ts';
import { authTypes } from '../../model/authType.ts';
import { holds } from '../dates.ts';
import type { PolicyDocument } from '../document/document.ts';
import type { PolicyProblem } from '../document/problem.ts';
import { parametersOf } from '../document/rules.ts';
import type { Exemption, ParameterSettings } from '../document/schema.ts';
import type { Path } from '../document/text.ts';
import { authTypeEnabled, connectorEnabled } from '../settings.ts';
import type { SourceKind } from '../source.ts';
import {
  behindOff,
  defaultOff,
  defaultTwice,
  exemptionEnded,
  lockedWithoutValue,
  place,
  referenceUnused,
  valueOutOfBound,
} from './findings.ts';

/** Settings of a document that contradict each other or do nothing. */
export function lintSettings(document: PolicyDocument, kind: SourceKind, now: number): PolicyProblem[] {
  return [
    ...[...parametersOf(document.content)].flatMap(({ path, name, parameter }) =>
      lintParameter(document, kind, path, name, parameter),
    ),
    ...lintDefaults(document),
    ...lintOff(document),
    ...exemptionsOf(document)
      .filter(({ exemption }) => !holds(exemption, now))
      .map(({ path, exemption }) => place(document, path, exemptionEnded(exemption.until))),
  ];
}

function lintParameter(
  document: PolicyDocument,
  kind: SourceKind,
  path: Path,
  name: string,
  { value, sealed, from, locked, hidden, allowed }: ParameterSettings,
): PolicyProblem[] {
  const found: PolicyProblem[] = [];
  const given = value ?? sealed ?? from;
  if ((locked || hidden) && given === undefined) found.push(place(document, path, lockedWithoutValue(name)));
  const outside = [value ?? []]
    .flat()
    .find((word) => allowed && !allowed.includes(word) && !isOneOf(allowed, word, 'url'));
  if (outside !== undefined) found.push(place(document, [...path, 'value'], valueOutOfBound(name, outside)));
  if (kind === 'workspace' && from !== undefined) found.push(place(document, [...path, 'from'], referenceUnused()));
  return found;
}

function lintDefaults(document: PolicyDocument): PolicyProblem[] {
  const settings = document.content.settings ?? {};
  return Object.entries(settings.connectors ?? {}).flatMap(([connector, { authTypes: entries = {} }]) => {
    const path = ['settings', 'connectors', connector, 'authTypes'];
    const defaults = authTypes.filter((type) => entries[type]?.default);
    return defaults.flatMap((type, index) => {
      const at = [...path, type, 'default'];
      if (index > 0) return [place(document, at, defaultTwice(defaults[0] as string))];
      return authTypeEnabled(connector, type)(settings)?.value === false ? [place(document, at, defaultOff(type))] : [];
    });
  });
}

function lintOff(document: PolicyDocument): PolicyProblem[] {
  const settings = document.content.settings ?? {};
  return Object.entries(settings.connectors ?? {}).flatMap(([connector, { authTypes: entries }]) => {
    const off = entries && connector !== '*' && connectorEnabled(connector)(settings)?.value === false;
    return off ? [place(document, ['settings', 'connectors', connector, 'authTypes'], behindOff(connector))] : [];
  });
}

/** Every exemption of a document, with its path. */
function exemptionsOf(document: PolicyDocument): { path: Path; exemption: Exemption }[] {
  const { settings, guardrails } = document.content;
  const owners: { path: Path; except: readonly Exemption[] | undefined }[] = guardrails.map(({ except }, index) => ({
    path: ['guardrails', index],
    except,
  }));
  for (const [connector, entry] of Object.entries(settings?.connectors ?? {})) {
    const path = ['settings', 'connectors', connector];
    owners.push({ path, except: entry.except });
    for (const [type, { except }] of Object.entries(entry.authTypes ?? {})) {
      owners.push({ path: [...path, 'authTypes', type], except });
    }
  }
  return owners.flatMap(({ path, except = [] }) =>
    except.map((exemption, index) => ({ path: [...path, 'except', index], exemption })),
  );
}
