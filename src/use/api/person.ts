import type { Connection } from '../../model/connection.ts';
import type { Caller } from './caller.ts';

/** What the person is asked before an extension may use a connection. */
export interface AccessQuestion {
  caller: Pick<Caller, 'id' | 'name' | 'publisher'>;
  connection: string;
  application: string;
  folder: string;
  account?: string;
}

/** `notNow`: until the window is closed or reloaded. */
export type AccessAnswer = 'allow' | 'notNow' | 'never';

export interface ChoiceOfConnection {
  /** For which extension; absent where the editor does not say which one asks. */
  caller?: AccessQuestion['caller'];
  title?: string;
  offered: readonly Connection[];
  /** Also offers to add one. */
  add?: boolean;
}

/** The person at the editor, as far as those who want to use connections have to do with them. Views implement it. */
export interface Person {
  mayUse(question: AccessQuestion): Promise<AccessAnswer>;
  /** @returns `undefined` where they left. */
  choose(choice: ChoiceOfConnection): Promise<Connection | 'add' | undefined>;
  /** Lets them sign in anew; whether they did is seen at the connection's state. */
  signIn(connectionId: string): Promise<void>;
  /** Lets them add a connection. @returns it, or `undefined` where they left. */
  add(connector: string | undefined): Promise<Connection | undefined>;
}
