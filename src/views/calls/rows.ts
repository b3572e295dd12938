import * as l10n from '@vscode/l10n';
import { hasFailed, type KeptCall } from '../../use/seen/call.ts';
import { callerWords, exactTime } from '../seen.ts';
import type { CallRow } from './protocol.ts';

/** Puts a call into words. @param names of connections, by their id in small letters. */
export function rowOf(call: KeptCall, names: ReadonlyMap<string, string>, locale: string): CallRow {
  const { number, at, method, path, traceId } = call;
  const connection = call.connection?.toLowerCase();
  const words = wordsOf(call);
  return {
    number,
    time: new Date(at).toLocaleTimeString(locale, { timeStyle: 'medium' }),
    moment: exactTime(at, locale),
    ...(connection === undefined ? {} : { connection, name: names.get(connection) ?? l10n.t('(deleted)') }),
    by: callerWords(call.by),
    ...(words === undefined ? {} : { words }),
    ...(words === undefined && method !== undefined ? { method } : {}),
    ...(words === undefined && path !== undefined ? { path } : {}),
    status: statusOf(call),
    failed: hasFailed(call),
    duration: durationWords(call.durationMs, locale),
    traced: traceId !== undefined,
  };
}

/** Of what is no request to the application. */
function wordsOf(call: KeptCall): string | undefined {
  if (call.what === 'check') return l10n.t('Asked whether it works');
  if (call.what === 'question') return l10n.t('Asked about the connection');
  if (call.what !== 'token') return undefined;
  return hasFailed(call) ? l10n.t('Token asked for') : l10n.t('Token handed out');
}

function statusOf({ status, problem }: KeptCall): string {
  if (status === 0) return problem ?? l10n.t('no answer');
  const said = [status, problem].filter((one) => one !== undefined);
  return said.length === 0 ? l10n.t('ok') : said.join(' ');
}

/** `12 ms`, `1.3 s`, in the person's own numbers. */
export function durationWords(milliseconds: number, locale: string): string {
  const [number, unit, digits] =
    milliseconds < 1000 ? [milliseconds, 'millisecond', 0] : ([milliseconds / 1000, 'second', 1] as const);
  return new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: digits }).format(number);
}
