import type { Call } from '../service/options.ts';
import type { NewCall } from './call.ts';

/** A call of the local service, for the log. The inputs of tasks get their tokens there, too. */
export function ofService({ by = '', ...call }: Call): NewCall {
  return { by, ...call };
}
