/**
 * A text that Markdown shows letter by letter: no link, no address that becomes one, no picture. Unlike the editor's own
 * `appendText` it leaves spaces as they are, so that long lines wrap.
 */
export function escapeMarkdown(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]()#+\-.!~<>|&:@/^$]/g, '\\$&');
}
