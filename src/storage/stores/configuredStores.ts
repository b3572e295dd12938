import * as l10n from '@vscode/l10n';
import { storeMisconfigured, storeUnknown } from '../../model/problems.ts';
import { KvV2 } from './kvV2.ts';
import { environmentConfig, readVaultConfig, type VaultConfig } from './settings.ts';
import type { SecretStore, Stores } from './store.ts';

/** The store that the environment names, as for the command line of Vault. The setting may say otherwise. */
const defaultStore = 'default';

/** The stores of the person's own setting. Each lives as long as what is said of it stays the same. */
export class ConfiguredStores implements Stores {
  readonly #setting: () => unknown;
  readonly #environment: NodeJS.ProcessEnv;
  readonly #open = new Map<string, { config: string; store: SecretStore }>();

  /** @param setting what the person's own `patchbay.stores` says now. */
  constructor(setting: () => unknown, environment: NodeJS.ProcessEnv = process.env) {
    this.#setting = setting;
    this.#environment = environment;
  }

  async names(): Promise<string[]> {
    const named = Object.keys(this.#settings());
    const found = environmentConfig(this.#environment) ? [defaultStore] : [];
    return [...new Set([...named, ...found])].sort();
  }

  async open(name: string): Promise<SecretStore> {
    const config = this.#config(name);
    const said = JSON.stringify(config);
    const known = this.#open.get(name);
    if (known?.config === said) return known.store;
    const store = new KvV2(config, { store: name, environment: this.#environment, now: Date.now });
    this.#open.set(name, { config: said, store });
    return store;
  }

  #config(name: string): VaultConfig {
    const settings = this.#settings();
    if (Object.hasOwn(settings, name)) return readVaultConfig(name, settings[name]);
    const found = name === defaultStore ? environmentConfig(this.#environment) : undefined;
    if (!found) throw storeUnknown(name);
    return found;
  }

  #settings(): Record<string, unknown> {
    const setting = this.#setting() ?? {};
    if (typeof setting !== 'object' || Array.isArray(setting))
      throw storeMisconfigured('*', l10n.t('it must name each store and say where it is'));
    return setting as Record<string, unknown>;
  }
}
