import { matchesConnector, matchesFolder, matchesRoles, words } from './condition.ts';
import type { Condition, Settings } from './document/schema.ts';
import type { ConnectorFact, Domain, FolderFact } from './facts.ts';
import type { Ground } from './grounds.ts';
import type { FolderRights } from './roles.ts';
import type { Selection } from './select.ts';
import type { Steps } from './steps.ts';

/** Things that no rule tells apart, with one of them to ask about. */
export interface Classes<Fact> {
  /** Class of each thing, by its key. */
  of: ReadonlyMap<string, number>;
  /** One thing of each class. */
  examples: readonly Fact[];
}

/** Groups connectors: one that some rule names is alone, the others go by their categories, as far as rules tell them apart. */
export function connectorClasses(
  { connectors }: Domain,
  selections: readonly Selection[],
  conditions: readonly Condition[],
): Classes<ConnectorFact> {
  const named = new Set(conditions.flatMap((condition) => words(condition.connector) ?? []));
  for (const { chain } of selections) {
    for (const { document } of chain.flat()) {
      for (const key of Object.keys((document.content.settings as Settings).connectors ?? {})) named.add(key);
    }
  }
  const categories = new Set(conditions.flatMap((condition) => words(condition.category) ?? []));
  return classify(connectors, (connector) =>
    named.has(connector.key) ? connector.key : [connector.categories.filter((word) => categories.has(word))],
  );
}

/** Groups folders by what conditions say of them and by what the person may do there. Unknown rights have no class. */
export function* folderClasses(
  { folders }: Domain,
  rights: ReadonlyMap<string, FolderRights>,
  conditions: readonly Condition[],
): Steps<Classes<FolderFact & { key: string }>> {
  const parts = new Map(conditions.map((condition) => [folderPart(condition), condition]));
  yield;
  const known = folders
    .filter(({ id }) => !(rights.get(id) as FolderRights).unknown)
    .map((folder) => ({ ...folder, key: folder.id }));
  return classify(known, (folder) => {
    const { roles, refused, at } = rights.get(folder.id) as FolderRights;
    const matches = [...parts.values()].map(
      (condition) => matchesFolder(condition, folder) && matchesRoles(condition, roles),
    );
    return [matches, refused, at?.file, at?.offset];
  });
}

/** Two conditions with the same part hold in the same folders. */
export function folderPart({ folder, role }: Condition): string {
  return JSON.stringify([folder, role]);
}

/** The classes of connectors that a condition reaches; `undefined` for all. */
export function connectorRows(condition: Condition, classes: Classes<ConnectorFact>): number[] | undefined {
  const { connector, category } = condition;
  if (connector === undefined && category === undefined) return undefined;
  const keys = words(connector);
  const all = keys ? keys.flatMap((key) => classes.of.get(key) ?? []) : [...classes.examples.keys()];
  return all.filter((index) => matchesConnector(condition, classes.examples[index] as ConnectorFact));
}

/** The classes of connectors for which settings say something, with the pairs that they turn off. */
export function settingsRows({ pairsOf }: Ground, classes: Classes<ConnectorFact>): Map<number, number> | undefined {
  if (!pairsOf) return undefined;
  return new Map([...pairsOf].map(([key, mask]) => [classes.of.get(key) as number, mask]));
}

function classify<Fact extends { key: string }>(
  facts: readonly Fact[],
  signature: (fact: Fact) => unknown,
): Classes<Fact> {
  const known = new Map<string, number>();
  const of = new Map<string, number>();
  const examples: Fact[] = [];
  for (const fact of facts) {
    const mark = JSON.stringify(signature(fact));
    let index = known.get(mark);
    if (index === undefined) {
      index = examples.push(fact) - 1;
      known.set(mark, index);
    }
    of.set(fact.key, index);
  }
  return { of, examples };
}
