import type { AuthenticationProviderAuthenticationSessionsChangeEvent, AuthenticationSession } from 'vscode';
import type { Parts } from '../../../connections/parts.ts';
import { connectionState } from '../../../connections/state.ts';
import type { Connection } from '../../../model/connection.ts';
import { type Disposable, DisposableList } from '../../../model/disposable.ts';
import { Emitter } from '../../../model/event.ts';
import { Cancelled, Problem } from '../../../model/problem.ts';
import { needsSignIn, scopesUnknown, unexpected } from '../../../model/problems.ts';
import type { Bindings } from '../../bindings/bindings.ts';
import type { CallLog } from '../../seen/callLog.ts';
import { recorded } from '../../seen/recorded.ts';
import { connectionsThatFit } from '../describe.ts';
import type { Person } from '../person.ts';
import { together } from '../together.ts';
import { tokenOf } from '../token.ts';
import { type Account, accountsOf } from './accounts.ts';
import { chosenFor } from './choose.ts';
import type { KnownSessions } from './known.ts';
import { parseScopes, type Wanted } from './scopes.ts';

export interface AuthenticationParts {
  parts: Parts;
  bindings: Bindings;
  known: KnownSessions;
  calls: Pick<CallLog, 'record'>;
  person(): Promise<Person>;
}

/** Who asks, for policies and the audit log: the editor, which does not say for which extension. */
const by = 'vscode.authentication';

/** So many tokens are fetched at the same time. */
const atOnce = 6;

/**
 * Connections as the editor's authentication sessions: the id of a session is that of its connection, its token the
 * connection's. Who may have it the editor asks the person by itself.
 */
export class ConnectionSessions implements Disposable {
  readonly #of: AuthenticationParts;
  readonly #changed = new Emitter<AuthenticationProviderAuthenticationSessionsChangeEvent>();
  readonly #subscriptions = new DisposableList();
  /** By id: the account and generation that was told last. */
  #told = new Map<string, { account: Account; generation: number | undefined }>();

  readonly onDidChange = this.#changed.event;

  constructor(of: AuthenticationParts) {
    this.#of = of;
    const look = together(() => void this.#look().catch((error) => of.parts.log.error('Sessions are not told', error)));
    this.#subscriptions.push(of.parts.files.onDidChange(look));
    this.#subscriptions.push(of.parts.states.onDidChange(look));
    look();
  }

  /**
   * The sessions that fit, without asking anybody.
   *
   * @param scopes without them, what the editor lists: no credential is read for that, and the sessions have no token.
   */
  async get(scopes: readonly string[] | undefined, account?: { id: string }): Promise<AuthenticationSession[]> {
    if (scopes === undefined) return this.#listed();
    const wanted = parseScopes(scopes);
    if (!wanted) return [];
    const found = (await this.#fitting(wanted)).filter(({ id }) => account === undefined || account.id === id);
    const accounts = await accountsOf(this.#of.parts, found);
    const sessions: AuthenticationSession[] = [];
    const waiting = [...found];
    const work = async () => {
      for (let one = waiting.shift(); one; one = waiting.shift()) {
        const session = await this.#session(one, scopes, accounts).catch((error: unknown) => this.#note(error));
        if (session) sessions.push(session);
      }
    };
    await Promise.all(Array.from({ length: atOnce }, work));
    await this.#look();
    return sessions.sort((a, b) => a.account.label.localeCompare(b.account.label));
  }

  /**
   * A session for what is asked; the person chooses a connection, signs in or adds one, as it needs.
   *
   * @throws Error with the words of the problem: the editor hands on nothing but its message.
   */
  async create(scopes: readonly string[], account?: { id: string }): Promise<AuthenticationSession> {
    try {
      const wanted = parseScopes(scopes);
      if (!wanted) throw scopesUnknown(scopes.join(' '));
      const { parts, person, bindings } = this.#of;
      const chosen = await chosenFor({ parts, bindings, person: await person() }, wanted, account?.id);
      if (!this.#isConnected(chosen)) await (await person()).signIn(chosen.id);
      // Signing in may have changed what the file says of it.
      const connection = await parts.files.connection(chosen.id, chosen.name);
      if (!this.#isConnected(connection)) throw needsSignIn(connection.name);
      const session = await this.#session(connection, scopes, await accountsOf(parts, [connection]));
      await this.#look();
      return session;
    } catch (error) {
      if (error instanceof Cancelled) throw new Error('Cancelled');
      throw new Error((error instanceof Problem ? error : unexpected(error)).toSentence());
    }
  }

  /** The editor forgets whom it was given to; the connection stays. */
  async remove(id: string): Promise<void> {
    await this.#of.known.delete(id);
    await this.#look();
  }

  dispose(): void {
    this.#subscriptions.dispose();
  }

  async #session(
    { id }: Connection,
    scopes: readonly string[],
    accounts: ReadonlyMap<string, Account>,
  ): Promise<AuthenticationSession> {
    const { parts, calls } = this.#of;
    const { accessToken } = await recorded(calls, { connection: id, by, what: 'token' }, () => tokenOf(parts, id, by));
    await this.#of.known.add(id);
    return { id, accessToken, scopes, account: accounts.get(id) ?? { id, label: id } };
  }

  async #fitting(wanted: Wanted): Promise<Connection[]> {
    const { parts, bindings } = this.#of;
    const all = await connectionsThatFit(parts, wanted.kind === 'connector' ? { connector: wanted.key } : {});
    await parts.states.ready();
    const usable = all.filter((one) => this.#isConnected(one) && one.authType !== 'basic');
    if (wanted.kind === 'connector') return usable;
    const id =
      wanted.kind === 'connection' ? wanted.id : (await bindings.resolve(wanted.name).catch(() => undefined))?.id;
    return usable.filter((one) => one.id.toLowerCase() === id?.toLowerCase());
  }

  #isConnected(connection: Connection): boolean {
    return connectionState(this.#of.parts.states, connection).grant.status === 'connected';
  }

  /** One that cannot be had now is none; why is seen in the tree. */
  #note(error: unknown): undefined {
    const { log } = this.#of.parts;
    if (error instanceof Problem) log.info(`No session of a connection: ${error.code}`);
    else log.error('No session of a connection', error);
  }

  async #listed(): Promise<AuthenticationSession[]> {
    await this.#look();
    return [...this.#told].map(([id, { account }]) => bare(id, account));
  }

  /** Looks what there is by now, and tells what is new, gone, or has another token. */
  async #look(): Promise<void> {
    const { parts, known } = this.#of;
    const all = (await connectionsThatFit(parts, {})).filter(({ id }) => known.has(id));
    const accounts = await accountsOf(parts, all);
    const before = this.#told;
    const now: typeof before = new Map();
    for (const one of all.filter((connection) => this.#isConnected(connection))) {
      const account = accounts.get(one.id);
      if (account) now.set(one.id, { account, generation: parts.states.get(one.id)?.generation });
    }
    this.#told = now;
    const added = [...now].filter(([id]) => !before.has(id));
    const removed = [...before].filter(([id]) => !now.has(id));
    const changed = [...now].filter(([id, { account, generation }]) => {
      const old = before.get(id);
      return old && (old.generation !== generation || old.account.label !== account.label);
    });
    if (added.length + removed.length + changed.length === 0) return;
    const sessions = (entries: typeof added) => entries.map(([id, { account }]) => bare(id, account));
    this.#changed.fire({ added: sessions(added), removed: sessions(removed), changed: sessions(changed) });
  }
}

/** A session as it is listed: whoever wants its token asks with scopes. */
function bare(id: string, account: Account): AuthenticationSession {
  return { id, accessToken: '', scopes: [], account };
}
