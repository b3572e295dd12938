/** A place in a text file. Lines and columns count from 1, as compilers say them; offsets count UTF-16 units from 0. */
export interface Address {
  file: string;
  line: number;
  column: number;
  offset: number;
  length: number;
}

/** From the root of a document to one of its values: keys and indices. */
export type Path = readonly (string | number)[];

/** Turns offsets of a text into lines and columns, with the line ends that editors know: LF, CRLF and CR. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (const { index, 0: end } of text.matchAll(/\r\n|\n|\r/g)) this.#starts.push(index + end.length);
  }

  /** The line and column of `offset`; an offset behind the end is on the last line. */
  position(offset: number): { line: number; column: number } {
    let low = 0;
    let high = this.#starts.length;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if ((this.#starts[middle] as number) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.#starts[low] as number) + 1 };
  }
}
