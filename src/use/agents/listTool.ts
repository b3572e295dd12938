import * as l10n from '@vscode/l10n';
import { connectionsThatFit } from '../api/describe.ts';
import type { AgentParts } from './register.ts';
import { namesOf, summarise } from './summary.ts';
import type { ToolInputs } from './toolNames.ts';
import type { Tool } from './tools.ts';

/** A list is for finding one: a longer one fills a model's memory. */
const most = 50;

/** Lists connections, or those that a text fits. */
export const listTool = (of: AgentParts): Tool<ToolInputs['list']> => ({
  prepare: async () => ({ invocationMessage: l10n.t('Listing connections') }),
  run: async ({ text = '' }) => {
    const words = text.toLowerCase().split(/\s+/).filter(Boolean);
    const names = await namesOf(of);
    const all = await connectionsThatFit(of.parts, {});
    const found = all.filter((one) => {
      const whole = names(one).join(' ').toLowerCase();
      return words.every((word) => whole.includes(word));
    });
    const connections = await summarise(of, found.slice(0, most));
    return { connections, ...(found.length > most ? { more: found.length - most } : {}) };
  },
});
