import type { Command } from '../command.ts';
import { check } from './check.ts';

/** `patchbay connector …` */
export const connectorCommands: readonly Command[] = [check];
