import { noFilter } from '../tree/filter.ts';
import type { CommandContext } from './context.ts';

/** Shows all connections again. */
export async function clearFilter({ tree }: CommandContext): Promise<void> {
  tree.filter = noFilter;
}
