import * as l10n from '@vscode/l10n';
import { type LocalPlace, localPlace } from '../../storage/localPlace.ts';
import type { StorePlace } from '../../storage/stores/store.ts';

/** Where a secret lies that a connection file only names. */
export type Reference = LocalPlace | { kind: 'store'; store: string; place: StorePlace };

/** More than so many characters no person reads before they agree. */
const longestPath = 1000;

/**
 * Reads `env:NAME`, `file:/absolute/path` (or `file:~/path`) or `vault://store/mount/path?version=3#field`. In the last
 * one each part is percent-encoded where it must be: a mount such as `kv/eng` is written `kv%2Feng`.
 *
 * @returns the reference, or what is wrong with it: a part of a sentence for a person.
 */
export function parseReference(text: string): Reference | { problem: string } {
  const local = localPlace(text);
  if (local?.kind === 'env')
    return /^[^\s=]{1,200}$/.test(local.name) && isPrintable(local.name)
      ? local
      : { problem: l10n.t('no variable has that name') };
  if (local) {
    const isWhole = /^(~[\\/]|\/|[A-Za-z]:[\\/]|\\\\)/.test(local.path);
    const whole = isWhole && local.path.length <= longestPath && isPrintable(local.path);
    return whole ? local : { problem: l10n.t('{0} is not an absolute path', shown(local.path)) };
  }
  if (text.startsWith('vault://')) return parseStore(text.slice('vault://'.length));
  return { problem: l10n.t('“{0}” begins with neither “env:”, “file:” nor “vault://”', shown(text)) };
}

/** Where the secret lies, for a person: never the secret. */
export function describeReference(reference: Reference): string {
  switch (reference.kind) {
    case 'env':
      return l10n.t('environment variable {0}', reference.name);
    case 'file':
      return l10n.t('file {0}', reference.path);
    case 'store': {
      const { mount, path, field, version } = reference.place;
      const where = `${mount}/${path}`;
      return version === undefined
        ? l10n.t('“{0}” at {1} in the store “{2}”', field, where, reference.store)
        : l10n.t('“{0}” at {1}, version {3}, in the store “{2}”', field, where, reference.store, version);
    }
  }
}

function parseStore(rest: string): Reference | { problem: string } {
  const [, store, mount, path, query, field] = /^([^/?#]*)\/([^/?#]*)\/([^?#]*)(?:\?([^#]*))?#(.+)$/s.exec(rest) ?? [];
  const place = {
    mount: decoded(mount),
    path: decoded(path),
    field: decoded(field),
  };
  if (!store || !isStoreName(store) || !isPath(place.mount) || !isPath(place.path) || !isField(place.field))
    return { problem: l10n.t('it is not of the form {0}', 'vault://store/mount/path#field') };
  const { mount: at, path: below, field: name } = place;
  if (query === undefined) return { kind: 'store', store, place: { mount: at, path: below, field: name } };
  const version = Number(/^version=([1-9]\d{0,8})$/.exec(query)?.[1]);
  if (Number.isNaN(version)) return { problem: l10n.t('after “?” stands a version, such as {0}', 'version=3') };
  return { kind: 'store', store, place: { mount: at, path: below, field: name, version } };
}

/** What a store can be called, here and in the setting. */
export function isStoreName(text: string): boolean {
  return /^[A-Za-z0-9][\w.-]{0,99}$/.test(text);
}

/** Segments with something in them; none that an address would take for a way up. */
function isPath(text: string | undefined): text is string {
  if (text === undefined || text.length > longestPath) return false;
  return text.split('/').every((segment) => !/^\.{0,2}$/.test(segment) && isPrintable(segment));
}

function isField(text: string | undefined): text is string {
  return text !== undefined && text !== '' && text.length <= 500 && isPrintable(text);
}

/** A person reads it before they agree: nothing in it may end a line, or turn around what stands beside it. */
function isPrintable(text: string): boolean {
  return !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text);
}

function decoded(text = ''): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/** Somebody may have put the secret itself there. */
function shown(text: string): string {
  return text.length <= 12 ? text : `${text.slice(0, 12)}…`;
}
