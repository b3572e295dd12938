/**
 * A text from a file, for a line of a terminal: whoever wrote the file must not be able to move the cursor, or to begin a
 * line that the log of a build would take for a command.
 */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ');
}

/** The same for Markdown, where it must not become a link, a mention, or HTML. */
export function markdown(text: string): string {
  return plain(text)
    .replace(/[\\`*_{}[\]()#+!|~-]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '@&#8203;')
    .replaceAll('://', ':&#8203;//');
}
