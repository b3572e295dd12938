import { isOneOf } from '../catalog/hostMatch.ts';
import type { Connector, ConnectorParameter } from '../model/connector.ts';
import { hostNotAllowed } from '../model/problems.ts';
import { at } from './path.ts';

type Where = NonNullable<ConnectorParameter['learnedFrom']>['where'];

/**
 * What connecting teaches about a connection: parameters that nobody is asked for, such as the address of the person's
 * instance (`instance_url` at Salesforce) or the id of their company (`realmId` at QuickBooks).
 */
export class Learned {
  readonly #parameters: readonly ConnectorParameter[];
  readonly values: Record<string, string> = {};

  constructor({ parameters }: Pick<Connector, 'parameters'>) {
    this.#parameters = parameters.filter(({ learnedFrom }) => learnedFrom !== undefined);
  }

  /**
   * Takes what an answer says.
   *
   * @param members the answer, of which paths are read.
   * @throws Problem `PB405` for an address that has none of the hosts that the record names.
   */
  take(where: Where, members: unknown): void {
    for (const { name, format, hosts, learnedFrom } of this.#parameters) {
      if (learnedFrom?.where !== where) continue;
      const value = at(members, learnedFrom.name);
      const text = typeof value === 'number' ? String(value) : value;
      if (typeof text !== 'string' || text === '' || text.length > 2000) continue;
      if (hosts && !isOneOf(hosts, text, format)) throw hostNotAllowed(text);
      this.values[name] = text;
    }
  }
}
