import type { CommandContext } from './context.ts';

/** Opens the page on which the code of a sign-in is typed. */
export async function openDevicePage({ parts, deviceCodes }: CommandContext): Promise<void> {
  await parts.openBrowser(deviceCodes.last.verificationUri);
}
