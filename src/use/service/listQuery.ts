import { queryRefused } from '../../model/problems.ts';
import type { wireConnection } from './wire/connection.ts';

type Wire = Awaited<ReturnType<typeof wireConnection>>;
type Test = (connection: Wire) => boolean;

/** What a list is asked for, in the words of that service's SDKs for Python (`$filter`) and TypeScript (`pageIndex`). */
export interface ListQuery {
  matches: Test;
  mostRecentFirst: boolean;
  folderDefaults: boolean;
  allFolders: boolean;
  skip: number;
  top: number;
}

/** More than this are not listed at once. */
const most = 1000;

/** @throws Problem `PB812` for a filter or number that is not understood: a wrong list would be taken for a right one. */
export function readListQuery(query: URLSearchParams): ListQuery {
  const top = whole(query, '$top') ?? whole(query, 'pageSize') ?? most;
  const page = whole(query, 'pageIndex') ?? 1;
  return {
    matches: readFilter(query.get('$filter') ?? query.get('filter') ?? ''),
    mostRecentFirst: flag(query, 'mostRecentFirst'),
    folderDefaults: flag(query, 'folderDefaults'),
    allFolders: flag(query, 'allFolders'),
    skip: whole(query, '$skip') ?? Math.max(0, page - 1) * top,
    top: Math.min(top, most),
  };
}

/** Those that are asked for, in order, cut to the page. */
export function applyListQuery(query: ListQuery, all: readonly Wire[]): Wire[] {
  const found = all.filter((one) => query.matches(one) && (!query.folderDefaults || one.isDefault));
  if (query.mostRecentFirst) found.sort((a, b) => (b.createTime ?? '').localeCompare(a.createTime ?? ''));
  return found.slice(query.skip, query.skip + query.top);
}

const fields = new Map<string, (connection: Wire) => string | null>([
  ['id', ({ id }) => id],
  ['name', ({ name }) => name],
  ['state', ({ state }) => state],
  ['owner', ({ owner }) => owner],
  ['connector/key', ({ connector }) => connector.key],
  ['connector/name', ({ connector }) => connector.name],
  ['folder/key', ({ folder }) => folder?.key ?? null],
]);

const tests = new Map<string, (text: string, wanted: string) => boolean>([
  ['contains', (text, wanted) => text.includes(wanted)],
  ['startswith', (text, wanted) => text.startsWith(wanted)],
  ['endswith', (text, wanted) => text.endsWith(wanted)],
  ['eq', (text, wanted) => text === wanted],
  ['ne', (text, wanted) => text !== wanted],
]);

const call = /^\s*(contains|startswith|endswith)\s*\(\s*([\w/]+)\s*,\s*'((?:[^']|'')*)'\s*\)/i;
const comparison = /^\s*([\w/]+)\s+(eq|ne)\s+'((?:[^']|'')*)'/i;

/** OData 4.01 part 2 section 5.1.1, as much of it as the SDKs write: tests joined by `and`. Letters count as the same. */
function readFilter(text: string): Test {
  const found: Test[] = [];
  for (let rest = text; rest.trim() !== ''; ) {
    const joined = found.length === 0 ? rest : /^\s+and\s([\s\S]*)$/i.exec(rest)?.[1];
    if (joined === undefined) throw queryRefused(text);
    const [whole, test, field, value] = call.exec(joined) ?? swapped(comparison.exec(joined)) ?? [];
    const read = fields.get(field?.toLowerCase() ?? '');
    const holds = tests.get(test?.toLowerCase() ?? '');
    if (whole === undefined || value === undefined || !read || !holds) throw queryRefused(text.slice(0, 100));
    const wanted = value.replaceAll("''", "'").toLowerCase();
    found.push((connection) => holds((read(connection) ?? '').toLowerCase(), wanted));
    rest = joined.slice(whole.length);
  }
  return (connection) => found.every((test) => test(connection));
}

function swapped(match: RegExpExecArray | null) {
  return match && [match[0], match[2], match[1], match[3]];
}

function whole(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw queryRefused(`${name}=${text.slice(0, 100)}`);
  return Number(text);
}

function flag(query: URLSearchParams, name: string): boolean {
  return query.get(name)?.toLowerCase() === 'true';
}
