import type { AuthType } from '../model/authType.ts';
import type { Connector } from '../model/connector.ts';
import type { Denial, DenialFacts } from '../model/denial.ts';
import type { Disposable } from '../model/disposable.ts';
import { Emitter } from '../model/event.ts';
import { personalFolderId } from '../model/folder.ts';
import type { Problem } from '../model/problem.ts';
import type {
  Action,
  Checked,
  Decision,
  PolicyTable,
  Presets,
  Principal,
  Request,
  Source,
  Submission,
} from '../policy/index.ts';
import type { AuditLog } from '../storage/auditLog.ts';
import { CurrentPolicies, type Engine, type PolicyParts } from './governance/current.ts';
import type { FolderAccess } from './governance/folderAccess.ts';
import type { OrganisationStatus } from './governance/organisationFound.ts';
import type { BrokenPeople, KnownPeople, People } from './governance/people.ts';
import { auditEntry, changeEntry, type GovernedSubject, refusalEntry, subjectOf } from './governance/subject.ts';

export type { GovernedSubject } from './governance/subject.ts';

/** What {@link Governance} is built from. */
export interface GovernanceParts extends PolicyParts {
  audit: Pick<AuditLog, 'record'>;
}

/** What is decided, in words: what {@link Governance.require} would throw, or warn of. */
export type Ruling =
  | { outcome: 'allowed' }
  | { outcome: 'warned'; sentence: string; facts: DenialFacts }
  | { outcome: 'blocked'; denial: Denial };

/** Where the policies come from. */
export interface GovernanceStatus {
  /** With their documents, the broken files among them, and how fresh they are. */
  sources: readonly Source[];
  /** `members.jsonc` and `folder.jsonc` files that are not in force as they stand. */
  broken: readonly BrokenPeople[];
  /** Everybody whom a `members.jsonc` names. */
  people: KnownPeople;
  /** Who works in one workspace folder, by the path of its `members.jsonc`. */
  membership: People['membership'];
  organisation?: OrganisationStatus;
}

/**
 * What is allowed, for everybody who asks: the one place that answers. Nothing is read before the first question; from then
 * on a change of a policy, of a folder's roles, of trust or of the person is followed at once. What cannot be found out
 * opens nothing.
 */
export class Governance implements Disposable {
  readonly #policies: CurrentPolicies;
  readonly #audit: GovernanceParts['audit'];
  readonly #files: GovernanceParts['files'];
  readonly #who: GovernanceParts['who'];
  readonly #changed = new Emitter<void>();
  readonly #ages = new WeakMap<PolicyTable, Map<string, Presets['maxAge']>>();

  /** Fires when an answer may be another than before. */
  readonly onDidChange = this.#changed.event;

  constructor({ audit, ...parts }: GovernanceParts) {
    this.#audit = audit;
    this.#files = parts.files;
    this.#who = parts.who;
    this.#policies = new CurrentPolicies(parts);
    this.#policies.onDidChange(({ before, now }) => {
      // What was in force when can be told later.
      if ((before?.digest ?? '') !== now.digest) audit.record(changeEntry(now.sources, now.digest));
      this.#changed.fire();
    });
  }

  /** The answers of today, for the person at the editor. Keep nothing of it: ask again after {@link onDidChange}. */
  async table(): Promise<PolicyTable> {
    return (await this.#get()).table;
  }

  /** The answers of today for somebody else. Made anew each time; nothing of it is kept here. */
  async tableFor(principal: Principal): Promise<PolicyTable> {
    const { engine, governed } = await this.#policies.get();
    const { domain, now } = governed.table.parts;
    return engine.inSlices(engine.compileSteps({ sources: governed.sources, principal, domain, now }));
  }

  /** The table that is there, for what is drawn now; `undefined` before the first is made, which this begins. */
  current(): PolicyTable | undefined {
    return this.#policies.newest()?.governed.table;
  }

  /** The question whether something may be done with a connection, or with what the form has so far. */
  request(action: Action, subject: GovernedSubject): Request {
    return { ...subjectOf(subject), action };
  }

  /** Decides without noting it, and without stopping anything. */
  async decide(action: Action, subject: GovernedSubject): Promise<Decision> {
    const { engine, table } = await this.#get();
    return engine.decide(table, this.request(action, subject));
  }

  /** {@link Governance.decide} for what is drawn now; `undefined` where nothing is known yet. */
  decideNow(action: Action, subject: GovernedSubject): Decision | undefined {
    const newest = this.#policies.newest();
    return newest?.engine.decide(newest.governed.table, this.request(action, subject));
  }

  /** What a person is told before they try. Stops nothing and notes nothing. */
  async ruling(action: Action, subject: GovernedSubject): Promise<Ruling> {
    const { engine, table } = await this.#get();
    const request = this.request(action, subject);
    const decision = engine.decide(table, request);
    if (decision.blocked) return { outcome: 'blocked', denial: engine.denialOf(table, request, decision) };
    return decision.warned
      ? { outcome: 'warned', ...engine.warningOf(table, request, decision) }
      : { outcome: 'allowed' };
  }

  /**
   * Lets something happen, or not, and notes what is denied, warned about or audited. Every use case begins with this.
   *
   * @param by who asks, for the audit log; the person, unless told.
   * @returns the decision: `warned` says that the person is to be told.
   * @throws Denial (`PB650`, `PB651`) with the rule, its line, and what is allowed instead.
   */
  async require(action: Action, subject: GovernedSubject, by = 'person'): Promise<Decision> {
    const { engine, table } = await this.#get();
    const request = this.request(action, subject);
    const decision = engine.decide(table, request);
    this.#note(decision, subject, by);
    if (decision.blocked) throw engine.denialOf(table, request, decision);
    return decision;
  }

  /**
   * {@link Governance.require} once more, before what a person did meanwhile is kept: the policies may be others by now.
   * What warned or audited was noted the first time.
   *
   * @throws Denial `PB650`, `PB651`.
   */
  async requireStill(action: Action, subject: GovernedSubject, by = 'person'): Promise<void> {
    const { engine, table } = await this.#get();
    const request = this.request(action, subject);
    const decision = engine.decide(table, request);
    if (!decision.blocked) return;
    this.#note(decision, subject, by);
    throw engine.denialOf(table, request, decision);
  }

  /** Notes a value that {@link Governance.check} did not let pass. */
  noteRefusal(action: Action, subject: GovernedSubject, problem: Problem, by = 'person'): void {
    this.#audit.record(refusalEntry(action, subject, problem, by));
  }

  /**
   * {@link Governance.require} for moving a connection into the folder `to`: it must be allowed there, and to leave; and to
   * be shared, where it was one person's.
   *
   * @param how `quietly`: for a plan, which notes nothing.
   */
  async requireMove(subject: GovernedSubject, to: string, by = 'person', how?: 'quietly'): Promise<Decision> {
    const { engine, table } = await this.#get();
    const decision = engine.decideMove(table, subjectOf(subject), to);
    if (!how) this.#note(decision, subject, by);
    if (!decision.blocked) {
      const shared = { ...subject, folder: to };
      const shares = subject.folder === personalFolderId && to !== personalFolderId;
      if (shares && how) {
        const ruling = await this.ruling('share', shared);
        if (ruling.outcome === 'blocked') throw ruling.denial;
      } else if (shares) await this.require('share', shared, by);
      return decision;
    }
    const leaving = this.request('delete', subject);
    const stays = engine.decide(table, leaving).blocked;
    throw engine.denialOf(table, stays ? leaving : this.request('move', { ...subject, folder: to }), decision);
  }

  /** What policies say about the form of one authentication type. */
  async presetsFor(connector: Connector, authType: AuthType): Promise<Presets> {
    const { engine, table } = await this.#get();
    return engine.presets(table, connector, authType);
  }

  /** How old a sign-in may be, and who says so. Asked at each use, so it is remembered as long as the policies stay. */
  async maxAge(connector: Connector, authType: AuthType): Promise<Presets['maxAge']> {
    const { engine, table } = await this.#get();
    const known = this.#ages.get(table) ?? new Map<string, Presets['maxAge']>();
    this.#ages.set(table, known);
    const key = `${connector.key} ${authType}`;
    if (!known.has(key)) known.set(key, engine.presets(table, connector, authType).maxAge);
    return known.get(key);
  }

  /** The authentication type that the form begins with, where a policy names one. */
  async defaultAuthType({ key, authTypes }: Connector): Promise<AuthType | undefined> {
    const { engine, table } = await this.#get();
    return engine.defaultAuthType(table, key, authTypes)?.authType;
  }

  /** Holds what a form gave against the locks and bounds of all policies, and fills in what they give. */
  async check(connector: Connector, authType: AuthType, given: Submission): Promise<Checked> {
    const { engine, table } = await this.#get();
    return engine.checkSubmission(table, connector, authType, given);
  }

  /**
   * Who may do what in a shared folder, by its files of today.
   *
   * @throws Problem `PB109` where the folder is gone.
   */
  async accessTo(folderId: string): Promise<FolderAccess> {
    const { engine, governed } = await this.#policies.get();
    const folders = await this.#files.folders();
    const folder = await this.#files.folder(folderId);
    const file = engine.membersFileOf(folder, folders);
    return engine.folderAccess(folder, file, governed.membership(file), governed.table.parts.domain, await this.#who());
  }

  /** Where the policies come from, how fresh they are, and which files are broken. */
  async status(): Promise<GovernanceStatus> {
    const { sources, broken, people, membership, organisation } = (await this.#policies.get()).governed;
    return { sources, broken, people, membership, ...(organisation ? { organisation } : {}) };
  }

  /** Looks into all places anew, and asks the organisation's address now. */
  refresh(): Promise<void> {
    return this.#policies.refresh();
  }

  /** Looks into all places on this computer anew: after a change of our own, for which no watcher is waited. */
  reread(): Promise<void> {
    return this.#policies.reread();
  }

  dispose(): void {
    this.#policies.dispose();
  }

  async #get(): Promise<{ engine: Engine; table: PolicyTable }> {
    const { engine, governed } = await this.#policies.get();
    return { engine, table: governed.table };
  }

  #note(decision: Decision, subject: GovernedSubject, by: string): void {
    const entry = auditEntry(decision, subject, by);
    if (entry) this.#audit.record(entry);
  }
}
