import { basename } from 'node:path';
import type { Denial, DenialFacts } from '../model/denial.ts';
import type { Origin } from '../policy/index.ts';
import type { DenialText, Speaker } from './governedFormTypes.ts';

/** A line of a file. Lines and columns count from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
}

/**
 * The lines that a page was told of. It gets a number for each and gives it back where somebody wants to see the line, so
 * that no page can have a file opened that it was not told of.
 */
export class FormPlaces {
  readonly #places: Place[] = [];
  readonly #isTrusted: () => boolean;

  /** @param isTrusted whether words of the workspace may be repeated. */
  constructor(isTrusted: () => boolean) {
    this.#isTrusted = isTrusted;
  }

  /** The line that a number stands for. */
  at(place: number): Place | undefined {
    return this.#places[place];
  }

  /** The number of a line, and how it is named. */
  note({ file, line, column }: Place): { at: string; place: number } {
    const known = this.#places.findIndex((one) => one.file === file && one.line === line && one.column === column);
    const place = known < 0 ? this.#places.push({ file, line, column }) - 1 : known;
    return { at: `${basename(file)}:${line}`, place };
  }

  speaker({ policy, source, address }: Origin): Speaker {
    const fromWorkspace = source === 'workspace';
    const silent = fromWorkspace && !this.#isTrusted();
    return { ...this.note(address), fromWorkspace, ...(silent ? {} : { policy }) };
  }

  denial({ code, message, remedy, facts }: Denial): DenialText {
    const { at, policy, guardrail, because, instead, contact, fromWorkspace, alternatives }: DenialFacts = facts;
    const words = Object.entries({ policy, guardrail, because, instead, contact });
    return {
      ...{ code, message, remedy, fromWorkspace, alternatives },
      ...Object.fromEntries(words.filter(([, word]) => word !== undefined)),
      ...(at ? this.note(at) : {}),
    };
  }
}
