import type { CommandContext } from './context.ts';

/** Shows the Patchbay log in the Output view. */
export async function showLog(context: CommandContext): Promise<void> {
  context.showLog();
}
