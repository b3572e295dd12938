import * as l10n from '@vscode/l10n';
import type * as z from 'zod/mini';

/** How zod's own messages begin, with and without its English ones: they are for programmers. */
const ownMessage = /^(Invalid|Too (small|big)|Unrecognized)/;

/**
 * What is wrong with a value that a schema refused, for the person who wrote the file; `must be text`.
 *
 * @param root the value that was checked, in which the issue's path is looked up.
 */
export function describeIssue(issue: z.core.$ZodIssue, root: unknown): string {
  if (issue.message && !ownMessage.test(issue.message)) return issue.message;
  if (valueAt(root, issue.path) === undefined) return l10n.t('is missing');
  switch (issue.code) {
    case 'invalid_type':
      return l10n.t('must be {0}', typeName(issue.expected));
    case 'invalid_value':
      return l10n.t('must be one of {0}', issue.values.map((value) => JSON.stringify(value)).join(', '));
    case 'unrecognized_keys':
      return l10n.t('has a key that is not known: {0}', issue.keys.join(', '));
    case 'too_small':
      return l10n.t('must be at least {0}', String(issue.minimum));
    case 'too_big':
      return l10n.t('must be at most {0}', String(issue.maximum));
    case 'invalid_format':
      return l10n.t('must be {0}', formatName(issue.format));
    default:
      return l10n.t('is not valid');
  }
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => {
    return value !== null && typeof value === 'object' ? (value as Record<PropertyKey, unknown>)[key] : undefined;
  }, root);
}

function typeName(expected: string): string {
  switch (expected) {
    case 'string':
      return l10n.t('text');
    case 'number':
    case 'int':
      return l10n.t('a number');
    case 'boolean':
      return l10n.t('true or false');
    case 'array':
      return l10n.t('a list');
    case 'object':
    case 'record':
      return l10n.t('an object in braces');
    default:
      return expected;
  }
}

function formatName(format: string): string {
  switch (format) {
    case 'guid':
    case 'uuid':
      return l10n.t('a GUID');
    case 'datetime':
      return l10n.t('a time such as {0}', '2026-11-23T10:00:00Z');
    case 'date':
      return l10n.t('a date such as {0}', '2026-11-23');
    case 'url':
      return l10n.t('an address');
    default:
      return format;
  }
}
