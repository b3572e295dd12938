/** So many questions are remembered. */
const most = 200;

/** What the person was asked and what it meant then; each question is good for one call. */
export class Asked {
  /** By input, the oldest first. */
  readonly #questions: { input: string; meaning: string }[] = [];

  note(input: string, meaning: string): void {
    this.#questions.push({ input, meaning });
    if (this.#questions.length > most) this.#questions.shift();
  }

  /** Takes a question for this input: one that meant the same, else any. @returns what it meant; `undefined` where there is none. */
  take(input: string, meaning: string): string | undefined {
    const same = this.#questions.findIndex((one) => one.input === input && one.meaning === meaning);
    const at = same >= 0 ? same : this.#questions.findIndex((one) => one.input === input);
    return at < 0 ? undefined : this.#questions.splice(at, 1)[0]?.meaning;
  }
}
