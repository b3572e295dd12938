import type { FormPlaces } from '../../connections/governedFormPlaces.ts';
import { Denial } from '../../model/denial.ts';
import { Problem } from '../../model/problem.ts';
import { unexpected } from '../../model/problems.ts';
import type { ProblemText } from './protocol.ts';

/** What was thrown as a problem: what nobody expected becomes `PB999`. */
export function toProblem(error: unknown): Problem {
  return error instanceof Problem ? error : unexpected(error);
}

/** A problem as it crosses to the panel: words only, no cause. */
export function problemText(problem: Problem, places: FormPlaces): ProblemText {
  const { code, message, remedy } = problem;
  return { code, message, remedy, ...(problem instanceof Denial ? { denial: places.denial(problem) } : {}) };
}
