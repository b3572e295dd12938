import type { Planned } from './plan.ts';

/**
 * A request as a person reads it before it is sent: all of it, in a block of Markdown whose fence nothing in it ends, and
 * with what would not be seen, or would turn the rest around, written out.
 */
export function shown({ method, headers, body = '' }: Planned, url: URL): string {
  const lines = [`${method} ${url.href}`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)];
  const text = visible([...lines, ...(body === '' ? [] : ['', body])].join('\n'));
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}http\n${text}\n${fence}`;
}

/** `\u{202E}` in the place of characters that a screen shows as nothing, or as something else. */
function visible(text: string): string {
  return text.replace(/[^\P{C}\n\t]|[\u2028\u2029\u115F\u1160\u3164\uFFA0]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16).toUpperCase()}}`;
  });
}
