/* Of the reference: who is meant, and what becomes of connections that exist. */
import type { Exception, FolderOfWorld, Point, Policy, World } from './world.ts';

export const everyAction = ['view', 'use', 'create', 'reconnect', 'edit', 'move', 'share', 'delete'];

/** Somebody who has something to say about some actions. */
export interface Voice {
  who: string;
  deny: string[];
  warn: string[];
  audit: string[];
  mark: boolean;
}

export function withParents(world: World, folder: FolderOfWorld): FolderOfWorld[] {
  const parent = world.folders.find((one) => one.id === folder.parent);
  return parent ? [folder, ...withParents(world, parent)] : [folder];
}

export function isFor(world: World, entry: Policy['deploy'][number]): boolean {
  if (entry.tenant) return true;
  if (entry.group !== undefined) return (world.groups ?? []).includes(entry.group);
  return entry.user !== undefined && same(entry.user, world.user);
}

export function same(a: string, b: string | undefined): boolean {
  return a.toLowerCase() === b?.toLowerCase();
}

export function forExisting(voice: Voice, attitude: string | undefined): Voice {
  if (attitude === 'block') return { ...voice, deny: [...voice.deny, 'use'] };
  if (attitude === 'warn' && !voice.deny.includes('use')) return { ...voice, warn: ['use'] };
  return voice;
}

export function isExcepted(world: World, exceptions: Exception[] | undefined, point: Point): boolean {
  return (exceptions ?? []).some((one) => one.connection === point.connection && world.today <= one.until);
}
