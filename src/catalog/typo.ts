/** Nobody types a longer word by hand. */
const longest = 40;
/** One row more than may be compared; made once, since a search compares a thousand words at each key. */
let [before, last, current] = [0, 1, 2].map(() => new Uint8Array(longest + 4)) as [Uint8Array, Uint8Array, Uint8Array];

/**
 * Whether `typed` is `word`, or its beginning, with a slip or two: a letter too many, too few, wrong, or two swapped
 * (optimal string alignment). Short words get no such help, since too much is near to them.
 */
export function isTypo(typed: string, word: string): boolean {
  const { length } = typed;
  const allowed = length < 4 ? 0 : length < 8 ? 1 : 2;
  if (allowed === 0 || length > longest || word.length + allowed < length) return false;
  // What of the word comes after that can only be more.
  const width = Math.min(word.length, length + allowed);
  for (let column = 0; column <= width; column++) last[column] = column;
  let leastBefore = 0;
  for (let row = 1; row <= length; row++) {
    const letter = typed.charCodeAt(row - 1);
    const letterBefore = row > 1 ? typed.charCodeAt(row - 2) : -1;
    current[0] = row;
    let least = row;
    for (let column = 1; column <= width; column++) {
      const other = word.charCodeAt(column - 1);
      let cost = at(last, column - 1) + (letter === other ? 0 : 1);
      cost = Math.min(cost, at(last, column) + 1, at(current, column - 1) + 1);
      const swapped = column > 1 && letterBefore === other && letter === word.charCodeAt(column - 2);
      if (swapped) cost = Math.min(cost, at(before, column - 2) + 1);
      current[column] = cost;
      if (cost < least) least = cost;
    }
    // The next row comes from this one or, with a swap that adds one, from the one before.
    if (least > allowed && leastBefore >= allowed) return false;
    leastBefore = least;
    [before, last, current] = [last, current, before];
  }
  // The smallest of the last row: what is left of the word is still to be typed.
  return leastBefore <= allowed;
}

function at(row: Uint8Array, column: number): number {
  return row[column] ?? 0;
}
