import * as l10n from '@vscode/l10n';
import { callerUnknown, callerUnproven } from '../../model/problems.ts';
import type { PatchbaySession } from './patchbay.ts';

/** An extension as the editor knows it. */
export interface Installed {
  readonly id: string;
  readonly isActive: boolean;
  readonly packageJSON: unknown;
  /** What its `activate()` gave; nothing before, or where it runs in another host. */
  readonly exports: unknown;
  activate(): PromiseLike<unknown>;
}

/** An extension that is who it says. */
export interface Caller {
  /** `publisher.name`, in small letters. */
  id: string;
  /** What it calls itself. Anybody may call themselves anything: a person is always shown the id, too. */
  name: string;
  publisher: string;
  receive(session: PatchbaySession, ticket: string): void;
}

export type FindExtension = (id: string) => Installed | undefined;

/** How long an extension that is just being activated is waited for, in milliseconds. */
const activationMs = 30_000;

const method = 'receivePatchbaySession';

/**
 * Finds the one extension of this id, and the way to hand it something that nobody else gets. A caller is proven by what it
 * receives on its own exports, never by what it says. So these must be beyond the reach of others: every extension can write
 * on the exports of every other, unless they are frozen; and on those of one that never heard of Patchbay somebody could put
 * a function, so its manifest has to name us.
 *
 * @throws Problem `PB831`, `PB832`.
 */
export async function proveCaller(find: FindExtension, id: string, own: string): Promise<Caller> {
  const found = find(id);
  if (!found) throw callerUnknown(id);
  if (!namesPatchbay(found.packageJSON, own))
    throw callerUnproven(id, l10n.t('Its package.json does not name Patchbay.'));
  if (!found.isActive) await activated(found);
  const exported = find(id)?.exports;
  const receive = frozenMethod(exported);
  if (typeof receive === 'string') throw callerUnproven(id, receive);
  const { displayName, publisher, name } = found.packageJSON as Record<string, unknown>;
  return {
    id: found.id.toLowerCase(),
    name: [displayName, name, found.id].find((one) => typeof one === 'string' && one !== '') as string,
    publisher: typeof publisher === 'string' ? publisher : (found.id.split('.')[0] ?? ''),
    receive: (session, ticket) => receive.call(exported, session, ticket),
  };
}

function namesPatchbay(manifest: unknown, own: string): boolean {
  if (manifest === null || typeof manifest !== 'object') return false;
  const { extensionDependencies: needed, patchbay } = manifest as Record<string, unknown>;
  if (patchbay !== null && typeof patchbay === 'object' && 'api' in patchbay && patchbay.api === 1) return true;
  return Array.isArray(needed) && needed.some((one) => String(one).toLowerCase() === own.toLowerCase());
}

/** Waits for an extension that may ask while it is being activated; not for ever, as it may be waiting for us. */
async function activated(found: Installed): Promise<void> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () =>
      reject(callerUnproven(found.id, l10n.t('It is still not active: it must not wait for Patchbay in activate().'))),
    activationMs,
  );
  try {
    // The editor says what went wrong there; here it is only not active.
    await Promise.race([Promise.resolve(found.activate()).catch(() => {}), late]);
  } finally {
    clearTimeout(timer);
  }
  if (!found.isActive) throw callerUnknown(found.id);
}

/** The function that takes sessions, where nobody can have put another in its place; otherwise why not. */
function frozenMethod(exported: unknown): ((session: PatchbaySession, ticket: string) => void) | string {
  if (exported === null || (typeof exported !== 'object' && typeof exported !== 'function'))
    return l10n.t('It has no exports in this extension host.');
  const property = Object.getOwnPropertyDescriptor(exported, method);
  if (typeof property?.value !== 'function') return l10n.t('Its exports have no function {0}.', method);
  if (property.writable || property.configurable || Object.isExtensible(exported))
    return l10n.t('Its exports are not frozen: others could receive in its place.');
  return property.value;
}
