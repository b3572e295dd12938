import type { UsageCounts } from './usageCounts.ts';

/** Counts of uses, whose code is loaded with the first. */
export function lateUsage(root: string): () => Promise<UsageCounts> {
  let loading: Promise<UsageCounts> | undefined;
  return () => {
    loading ??= import('./usageCounts.ts').then(({ UsageCounts }) => new UsageCounts(root));
    return loading;
  };
}
