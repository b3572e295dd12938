import { sendJson } from '../answer.ts';
import type { Asked } from '../asked.ts';
import type { Bindings } from '../options.ts';
import { mayName } from '../scope.ts';

/**
 * `GET /patchbay_/api/v1/bindings`: the names that the caller may say, with what each means now. Ours: the Integration Service
 * has nothing of the kind.
 */
export async function listBindings({ call, response }: Asked, bindings: Bindings | undefined): Promise<void> {
  const all = (await bindings?.describe?.(call.caller.scope.from)) ?? [];
  sendJson(
    response,
    all.filter(({ name }) => mayName(call.caller.scope, name)),
  );
}
