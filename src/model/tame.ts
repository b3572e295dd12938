/** A name as a question may say it: its owner can like anything, so it is one line, without what is not seen, and not long. */
export function tame(text: string): string {
  const line = text.replace(/[\p{C}\s]+/gu, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 79)}…` : line;
}
