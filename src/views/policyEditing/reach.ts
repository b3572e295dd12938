import type { Connection } from '../../model/connection.ts';
import { matchesConnector, matchesFolder, matchingPairs, pairOf } from '../../policy/condition.ts';
import { stageAt } from '../../policy/dates.ts';
import type { Condition, Guardrail } from '../../policy/document/schema.ts';
import { type Ground, settingsGrounds } from '../../policy/grounds.ts';
import type { ConnectorFact, FolderFact, PolicyDocument } from '../../policy/index.ts';
import { perStep, type Steps } from '../../policy/steps.ts';
import { type Scene, sourceOf } from './scene.ts';

/** What rules do to the connections that they reach, the strongest first. */
export const effects = ['enforce', 'warn', 'audit'] as const;

export type Effect = (typeof effects)[number];

/** The connections that rules reach, each with the strongest that is done to it. */
export type Reached = ReadonlyMap<Connection, Effect>;

/** Connections that no rule tells apart. */
interface Bucket {
  pair: number;
  folder: FolderFact;
  connections: Connection[];
}

/** Which of today's connections single rules reach, whoever asks: parts of a rule about the person do not count here. */
export class Reach {
  readonly #scene: Scene;
  readonly #connectors = new Map<string, { fact: ConnectorFact; buckets: Bucket[] }>();
  readonly #folders = new Map<string, ReadonlySet<FolderFact>>();

  constructor(scene: Scene) {
    this.#scene = scene;
    const folders = new Map(scene.domain.folders.map((folder) => [folder.id, folder]));
    for (const fact of scene.domain.connectors) this.#connectors.set(fact.key, { fact, buckets: [] });
    const known = new Map<string, Bucket>();
    for (const connection of scene.connections) {
      const folder = folders.get(connection.folder);
      const owner = this.#connectors.get(connection.connector);
      if (!folder || !owner) continue;
      const pair = pairOf(connection.authType, connection.accountKind);
      const key = `${connection.connector} ${pair} ${folder.id}`;
      const bucket = known.get(key) ?? { pair, folder, connections: [] };
      if (bucket.connections.push(connection) > 1) continue;
      known.set(key, bucket);
      owner.buckets.push(bucket);
    }
  }

  /** Those that a guardrail reaches now; none before it begins, and none that is exempt. */
  guardrail(guardrail: Guardrail): Reached {
    const { when = {}, unless, except = [] } = guardrail;
    const stage = stageAt(guardrail, this.#scene.now);
    const found = new Map<Connection, Effect>();
    if (stage === 'off') return found;
    const spared = unless && !isPersonal(unless) ? unless : undefined;
    const exempt = new Set(except.map(({ connection }) => connection));
    for (const { fact, buckets } of this.#named(when)) {
      if (buckets.length === 0 || !matchesConnector(when, fact)) continue;
      const spares = spared && matchesConnector(spared, fact);
      for (const bucket of buckets) {
        if (!this.#holds(when, bucket) || (spares && this.#holds(spared, bucket))) continue;
        for (const connection of bucket.connections) if (!exempt.has(connection.id)) found.set(connection, stage);
      }
    }
    return found;
  }

  /** For each entry of the settings the connections that it turns off; the first part of the answer are those it is about. */
  settings(document: PolicyDocument): Map<string, { about: Connection[]; off: Reached }> {
    const { domain, now } = this.#scene;
    const entries = Object.keys(document.content.settings?.connectors ?? {});
    const candidate = { document, level: 'tenant', path: [], none: false, priority: 0 } as const;
    const selection = {
      source: sourceOf(this.#scene, document.file),
      chain: [[candidate]],
      candidates: [],
      guarding: [],
    };
    const keys = domain.connectors.map(({ key }) => key);
    const grounds = entries.length > 0 ? settingsGrounds(selection, keys, now) : [];
    return new Map(
      entries.map((entry) => {
        const about = entry === '*' ? [] : this.#connectionsOf(entry, -1);
        return [entry, { about, off: this.#off(grounds.filter(({ rule }) => rule.path[2] === entry)) }];
      }),
    );
  }

  /** Everything that a document reaches. */
  *document(document: PolicyDocument): Steps<Reached> {
    const found = new Map<Connection, Effect>();
    const add = (reached: Reached) => {
      for (const [connection, effect] of reached) {
        const known = found.get(connection);
        if (!known || effects.indexOf(effect) < effects.indexOf(known)) found.set(connection, effect);
      }
    };
    for (const { off } of this.settings(document).values()) add(off);
    for (const [index, guardrail] of document.content.guardrails.entries()) {
      if (index % (perStep / 10) === 0) yield;
      add(this.guardrail(guardrail));
    }
    return found;
  }

  #off(grounds: readonly Ground[]): Reached {
    const found = new Map<Connection, Effect>();
    for (const { pairsOf, exempt } of grounds) {
      for (const [key, mask] of pairsOf ?? []) {
        for (const connection of this.#connectionsOf(key, mask)) {
          if (!exempt.has(connection.id)) found.set(connection, 'enforce');
        }
      }
    }
    return found;
  }

  #connectionsOf(key: string, mask: number): Connection[] {
    const buckets = this.#connectors.get(key)?.buckets ?? [];
    return buckets.filter(({ pair }) => mask & (1 << pair)).flatMap(({ connections }) => connections);
  }

  /** The connectors that a condition names, all of them where it names none. */
  #named({ connector }: Condition): Iterable<{ fact: ConnectorFact; buckets: Bucket[] }> {
    if (connector === undefined) return this.#connectors.values();
    return [connector].flat().flatMap((key) => this.#connectors.get(key) ?? []);
  }

  #holds(condition: Condition, { pair, folder }: Bucket): boolean {
    return (matchingPairs(condition) & (1 << pair)) !== 0 && this.#where(condition).has(folder);
  }

  #where(condition: Condition): ReadonlySet<FolderFact> {
    const mark = JSON.stringify(condition.folder ?? null);
    const known =
      this.#folders.get(mark) ??
      new Set(this.#scene.domain.folders.filter((folder) => matchesFolder(condition, folder)));
    this.#folders.set(mark, known);
    return known;
  }
}

function isPersonal({ role, group, user }: Condition): boolean {
  return role !== undefined || group !== undefined || user !== undefined;
}
