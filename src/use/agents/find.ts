import type { Connection } from '../../model/connection.ts';
import { accessRefused, connectionNamed, nameAmbiguous } from '../../model/problems.ts';
import { connectionsThatFit } from '../api/describe.ts';
import { markOf } from '../api/mark.ts';
import { agentsCaller, agentsId } from './caller.ts';
import type { AgentParts } from './register.ts';

/** So many are named where none was found. */
const mostNamed = 20;

/**
 * Finds the connection that a model means: by a binding's name, as code says it, by an id, or by its own name in any case of
 * its letters.
 *
 * @throws Problem `PB860` none, with those that there are; `PB861` several of this name; `PB751`, `PB752` of a binding.
 */
export async function findMeant({ parts, bindings }: AgentParts, said: unknown): Promise<Connection> {
  const name = String(said ?? '').trim();
  const all = await connectionsThatFit(parts, {});
  if ((await bindings.named(name)).length > 0) {
    const { id } = await bindings.resolve(name);
    const bound = all.find((one) => one.id === id);
    if (bound) return bound;
  }
  const lower = name.toLowerCase();
  const found = all.filter((one) => one.id.toLowerCase() === lower);
  if (found.length === 0) found.push(...all.filter((one) => one.name.toLowerCase() === lower));
  const [first, ...others] = found;
  if (!first) {
    const names = all.map((one) => one.name);
    const more = names.length > mostNamed ? [...names.slice(0, mostNamed), '…'] : names;
    throw connectionNamed(name.slice(0, 80), more.join(', '));
  }
  if (others.length > 0) throw nameAmbiguous(name.slice(0, 80), found.map(({ id }) => id).join(', '));
  return first;
}

/**
 * The same where it is to be used: what the person refused to agents, by whatever question, no tool uses.
 *
 * @throws Problem `PB833`; what {@link findMeant} throws.
 */
export async function findPermitted(of: AgentParts, said: unknown): Promise<Connection> {
  const connection = await findMeant(of, said);
  const connector = await of.parts.catalog.connector(connection.connector);
  const pair = { extension: agentsId, connection: connection.id };
  if (of.consents.get(pair, markOf({ connection, connector })) === 'refused')
    throw accessRefused(agentsCaller().name, connection.name);
  return connection;
}
