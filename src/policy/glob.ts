/**
 * Whether a folder's path matches a pattern such as `Finance/**`. Within a name `*` stands for any letters and `?` for
 * one; `**` as a whole name stands for any number of names, none included, so `Finance/**` holds for Finance itself too.
 * Letters count as they are written, in Unicode's composed form. No backtracking beyond the last star: the time is at
 * most pattern × path.
 */
export function matchesPath(pattern: string, path: readonly string[]): boolean {
  const wanted = pattern.normalize('NFC').split('/');
  const names = path.map((name) => name.normalize('NFC'));
  return matchesSequence(wanted, names, '**', matchesName);
}

function matchesName(pattern: string, name: string): boolean {
  return matchesSequence([...pattern], [...name], '*', (wanted, letter) => wanted === '?' || wanted === letter);
}

/** Matches `items` against `pattern`, in which `star` stands for any run of items. */
function matchesSequence(
  pattern: readonly string[],
  items: readonly string[],
  star: string,
  matches: (wanted: string, item: string) => boolean,
): boolean {
  let next = 0;
  let lastStar = -1;
  let retryAt = 0;
  for (let item = 0; item < items.length; ) {
    const wanted = pattern[next];
    if (wanted === star) {
      lastStar = next++;
      retryAt = item;
    } else if (wanted !== undefined && matches(wanted, items[item] as string)) {
      next++;
      item++;
    } else if (lastStar >= 0) {
      next = lastStar + 1;
      item = ++retryAt;
    } else return false;
  }
  while (pattern[next] === star) next++;
  return next === pattern.length;
}
