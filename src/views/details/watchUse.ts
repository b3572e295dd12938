import type { Parts } from '../../connections/parts.ts';
import type { Disposable } from '../../model/disposable.ts';

/** How often words such as “3 minutes ago” are looked at again, in milliseconds. */
const lookEveryMs = 20_000;

/** Changes that come within this time are shown together, in milliseconds. */
const gatherMs = 400;

/** Calls `follow` when the numbers of a connection change, and now and then as time goes by. */
export function watchUse({ usage, log }: Pick<Parts, 'usage' | 'log'>, id: string, follow: () => void): Disposable {
  const clock = setInterval(follow, lookEveryMs).unref();
  let soon: NodeJS.Timeout | undefined;
  let isOver = false;
  let watching: Disposable | undefined;
  const watch = async () => {
    const counts = await usage();
    if (isOver) return;
    watching = counts.onDidChange((ids) => {
      if (!ids.has(id.toLowerCase())) return;
      soon ??= setTimeout(() => {
        soon = undefined;
        follow();
      }, gatherMs).unref();
    });
  };
  watch().catch((error) => log.error('A details page does not follow the use of its connection', error));
  return {
    dispose: () => {
      isOver = true;
      clearInterval(clock);
      clearTimeout(soon);
      watching?.dispose();
    },
  };
}
