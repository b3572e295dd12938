import * as l10n from '@vscode/l10n';
import type { Parts } from '../../connections/parts.ts';
import { Problem } from '../../model/problem.ts';
import { bindingUnknown, untrustedWorkspace } from '../../model/problems.ts';
import type { Lease } from '../localService.ts';
import type { Use } from '../register.ts';

/** For the audit log. */
const label = 'task or launch';

/** What tasks and launch configurations get of `${input:…}`. None of it before the person has agreed; the callers see to that. */
export class TaskInputs {
  readonly #parts: Pick<Parts, 'isTrusted'>;
  readonly #use: Pick<Use, 'service' | 'bindings'>;
  /** By what they may use; each as long as the window, or until {@link end}. */
  readonly #leases = new Map<string, Promise<Lease>>();

  constructor(parts: Pick<Parts, 'isTrusted'>, use: Pick<Use, 'service' | 'bindings'>) {
    this.#parts = parts;
    this.#use = use;
  }

  /** Takes back what was given. */
  end(): void {
    for (const lease of this.#leases.values()) void lease.then((it) => it.dispose()).catch(() => {});
    this.#leases.clear();
  }

  /** The address below which a request goes to the application: no secret. @throws Problem `PB750`, `PB111`, `PB841`. */
  async url(binding: string): Promise<string> {
    await this.#requireKnown([binding]);
    const { url } = await this.#use.service.get();
    return `${url}/elements_/v3/element/instances/${encodeURIComponent(binding)}`;
  }

  /** A bearer of the service for these bindings alone, which ends with the window. @throws as {@link url}. */
  async bearer(bindings: readonly string[]): Promise<string> {
    await this.#requireKnown(bindings);
    const names = [...new Set(bindings)].sort();
    const key = JSON.stringify(names);
    const lease = this.#leases.get(key) ?? this.#use.service.lease({ bindings: names }, label);
    this.#leases.set(key, lease);
    lease.catch(() => this.#leases.delete(key));
    return (await lease).bearer.reveal();
  }

  /**
   * An access token of the application, as the service gives it.
   *
   * @throws Problem in the words of the service where it gives none; as {@link url}.
   */
  async token(binding: string): Promise<string> {
    await this.#requireKnown([binding]);
    const lease = await this.#use.service.lease({ bindings: [binding] }, label);
    try {
      const path = `/connections_/api/v1/Connections/${encodeURIComponent(binding)}/token`;
      const answer = await fetch(lease.url + path, { headers: { Authorization: `Bearer ${lease.bearer.reveal()}` } });
      const said = (await answer.json()) as {
        accessToken?: string;
        message?: string;
        patchbay?: { code?: string };
      };
      if (said.accessToken !== undefined) return said.accessToken;
      throw new Problem(said.patchbay?.code ?? 'PB999', said.message ?? l10n.t('The service gave no token.'), '');
    } finally {
      lease.dispose();
    }
  }

  async #requireKnown(names: readonly string[]): Promise<void> {
    if (!this.#parts.isTrusted()) throw untrustedWorkspace();
    const known = new Set((await this.#use.bindings.all()).map(({ binding }) => binding.name));
    for (const name of names) if (!known.has(name)) throw bindingUnknown(name);
  }
}
