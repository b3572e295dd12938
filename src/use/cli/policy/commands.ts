import type { Command } from '../command.ts';
import { check } from './check.ts';
import { diff } from './diff.ts';
import { test } from './test.ts';
import { why } from './why.ts';

export const policyCommands: readonly Command[] = [check, test, why, diff];
