import { quickAdd } from '../quickAdd/quickAdd.ts';
import { type Preselect, preselectOf } from './add.ts';
import type { CommandContext } from './context.ts';
import type { CommandTarget } from './targets.ts';

/** Adds a connection by keyboard alone. */
export async function addQuickly(context: CommandContext, target?: CommandTarget | Preselect): Promise<void> {
  await context.tree.ready();
  await quickAdd(context, preselectOf(target));
}
