import type { Parts } from '../../../connections/parts.ts';
import type { Connection } from '../../../model/connection.ts';
import { Cancelled } from '../../../model/problem.ts';
import type { Bindings } from '../../bindings/bindings.ts';
import { connectionsThatFit } from '../describe.ts';
import type { Person } from '../person.ts';
import type { Wanted } from './scopes.ts';

interface ChooseParts {
  parts: Pick<Parts, 'files' | 'isTrusted'>;
  bindings: Pick<Bindings, 'resolve' | 'named' | 'choose'>;
  person: Person;
}

/**
 * The connection for a session; asks the person where what is wanted leaves a choice.
 *
 * @param preferred the id of a connection that the caller means, where it does.
 * @throws Cancelled; Problem `PB108`, and those of the binding.
 */
export async function chosenFor(of: ChooseParts, wanted: Wanted, preferred?: string): Promise<Connection> {
  const { parts, bindings, person } = of;
  if (wanted.kind === 'connection') return parts.files.connection(wanted.id);
  if (wanted.kind === 'connector') return choose(of, wanted.key, preferred);
  try {
    return await bindings.resolve(wanted.name);
  } catch (error) {
    const [bound, ...others] = await bindings.named(wanted.name);
    // Of a name that nobody knows, or that means several things, a choice would be kept nowhere.
    if (!bound || others.length > 0) throw error;
    const { resolution, binding } = bound;
    if ('unresolved' in resolution && 'state' in resolution.unresolved) {
      const { connection } = resolution.unresolved;
      await person.signIn(connection.id);
      return parts.files.connection(connection.id, connection.name);
    }
    const chosen = await choose(of, binding.connector, undefined);
    await bindings.choose(binding, chosen.id);
    return chosen;
  }
}

async function choose(
  { parts, person }: ChooseParts,
  connector: string | undefined,
  preferred: string | undefined,
): Promise<Connection> {
  const offered = await connectionsThatFit(parts, connector === undefined ? {} : { connector });
  const meant = offered.find(({ id }) => id === preferred);
  if (meant) return meant;
  // Of a password no token can be had.
  const fit = offered.filter(({ authType }) => authType !== 'basic');
  const chosen = fit.length === 0 ? 'add' : await person.choose({ offered: fit, add: true });
  const connection = chosen === 'add' ? await person.add(connector) : chosen;
  if (!connection) throw new Cancelled();
  return connection;
}
