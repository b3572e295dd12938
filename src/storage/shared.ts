import type { Connection } from '../model/connection.ts';

/** Keeps one copy of what many connections say alike: the same application, scopes, recipients, …. */
export class Shared {
  readonly #texts = new Map<string, string>();
  readonly #lists = new Map<string, readonly string[]>();

  /** Puts the copies that are there already into a connection that was just parsed. */
  fill(connection: Connection): void {
    connection.connector = this.#text(connection.connector);
    if (connection.createdBy !== undefined) connection.createdBy = this.#text(connection.createdBy);
    if (connection.scopes) connection.scopes = connection.scopes.map((scope) => this.#text(scope));
    for (const [name, value] of Object.entries(connection.parameters)) connection.parameters[name] = this.#text(value);
    const { credential } = connection;
    if (credential.sealedBy !== undefined) credential.sealedBy = this.#text(credential.sealedBy);
    if (credential.recipients) credential.recipients = this.#list(credential.recipients);
  }

  #text(text: string): string {
    const known = this.#texts.get(text);
    if (known === undefined) this.#texts.set(text, text);
    return known ?? text;
  }

  #list(values: readonly string[]): readonly string[] {
    const key = values.join('\n');
    const known = this.#lists.get(key) ?? values.map((value) => this.#text(value));
    this.#lists.set(key, known);
    return known;
  }
}
