import type { AuthType } from './authType.ts';
import { Problem } from './problem.ts';

/** What a person may do instead, at one click. */
export interface DenialAlternative {
  /** `with “BYOA”, in your Personal Workspace`. */
  label: string;
  /** What is different; what is absent stays as it was asked. `folder` is an id. */
  change: { authType?: AuthType; folder?: string; accountKind?: 'personal' | 'service' };
  /** Allowed, but with a warning. */
  warned: boolean;
}

/** What is known of a rule that does not let something happen. Texts are their author's: to be shown plain, never as a link. */
export interface DenialFacts {
  /** What was asked for, such as `create`. */
  action: string;
  /** Where the rule stands. Lines and columns count from 1. */
  at?: { file: string; line: number; column: number };
  /** The name of the policy, and its guardrail if it is one. */
  policy?: string;
  guardrail?: string;
  because?: string;
  instead?: string;
  contact?: string;
  /** The texts come from a repository, and are to be shown as from there. */
  fromWorkspace: boolean;
  /** The nearest first. */
  alternatives: DenialAlternative[];
}

/** Something that a policy, or the want of one, does not let happen. */
export class Denial extends Problem {
  readonly facts: DenialFacts;

  constructor(code: string, message: string, remedy: string, facts: DenialFacts | undefined) {
    super(code, message, remedy, facts?.at ? { line: facts.at.line } : {});
    this.facts = facts ?? { action: '', fromWorkspace: false, alternatives: [] };
  }
}
