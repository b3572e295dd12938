import * as vscode from 'vscode';
import { useCredential } from '../../connections/credential.ts';
import { mcpServerOf } from '../../connections/mcpServer.ts';
import { connectionState } from '../../connections/state.ts';
import { actsAs } from '../../model/connection.ts';
import { type Disposable, DisposableList } from '../../model/disposable.ts';
import { folderLabel } from '../../model/folder.ts';
import { accessRefused, connectionGone } from '../../model/problems.ts';
import { Access } from '../api/access.ts';
import { connectionsThatFit } from '../api/describe.ts';
import { markOf } from '../api/mark.ts';
import { together } from '../api/together.ts';
import type { Lease } from '../localService.ts';
import { agentsCaller, agentsId } from './caller.ts';
import type { AgentParts } from './register.ts';
import { agentLabel } from './toolNames.ts';

/**
 * The MCP servers of applications to which there are connections. The editor is told their own addresses; what it starts in
 * their place is this window's service, with a bearer for that connection alone, and only once the person said that agents may.
 */
export class McpServers implements Disposable {
  readonly #of: AgentParts;
  readonly #access: Access;
  readonly #list = new DisposableList();
  /** By what the editor shows. */
  #ids = new Map<string, string>();
  readonly #leases = new Map<string, Lease>();

  constructor(of: AgentParts, changed: () => void) {
    this.#of = of;
    this.#access = this.#list.push(new Access(of.parts, of.consents, of.person));
    const tell = together(changed);
    const { files, states, governance } = of.parts;
    this.#list.push(files.onDidChange(tell));
    this.#list.push(states.onDidChange(tell));
    this.#list.push(governance.onDidChange(tell));
  }

  /** Nobody is asked anything here, and nothing is started. Those that policies block are none. */
  async provide(): Promise<vscode.McpHttpServerDefinition[]> {
    const { parts } = this.#of;
    const [connections, { folders }] = await Promise.all([
      connectionsThatFit(parts, {}),
      parts.files.snapshot(),
      parts.states.ready(),
      parts.governance.table(),
    ]);
    const ids = new Map<string, string>();
    const definitions: vscode.McpHttpServerDefinition[] = [];
    for (const connection of connections) {
      const connector = await parts.catalog.connector(connection.connector).catch(() => undefined);
      const url = connector && mcpServerOf(connector, connection);
      if (!url || parts.governance.decideNow('use', connection)?.blocked) continue;
      const folder = folders.get(connection.folder);
      const taken = ids.has(connection.name);
      const named = taken && folder ? `${connection.name} (${folderLabel(folder)})` : connection.name;
      const label = ids.has(named) ? `${named} ${connection.id}` : named;
      ids.set(label, connection.id);
      // Another account may have other tools.
      const version = connectionState(parts.states, connection).local?.account ?? actsAs(connection) ?? '';
      definitions.push(new vscode.McpHttpServerDefinition(label, vscode.Uri.parse(url.href), {}, version));
    }
    this.#ids = ids;
    return definitions;
  }

  /**
   * What the editor starts; asks the person where they have not said yet whether agents may.
   *
   * @throws Problem `PB833` where they may not, `PB108`; what `useCredential` and `LocalService.lease` throw.
   */
  async resolve({ label, version }: vscode.McpHttpServerDefinition): Promise<vscode.McpHttpServerDefinition> {
    const id = this.#ids.get(label);
    if (id === undefined) throw connectionGone(label);
    const { signal, connection, connector } = await this.#access.require(agentsCaller(), id);
    // Where it wants a sign-in, that is said here and not by a server that does not start.
    await useCredential(this.#of.parts, id, { by: agentLabel });
    const pair = { extension: agentsId, connection: id };
    const mark = markOf({ connection, connector });
    const isStillIn = () => this.#of.consents.get(pair, mark) === 'granted';
    const scope = { connections: [id], tokens: false, only: 'mcp', isStillIn } as const;
    const lease = await this.#of.service.lease(scope, agentLabel);
    // Taken back while it was started, be it in another window.
    if (!isStillIn()) {
      lease.dispose();
      throw accessRefused(agentsCaller().name, connection.name);
    }
    const before = this.#leases.get(id);
    this.#leases.set(id, lease);
    before?.dispose();
    if (!before) signal.addEventListener('abort', () => this.#end(id), { once: true });
    const url = vscode.Uri.parse(`${lease.url}/patchbay_/mcp/${id}`);
    const headers = { Authorization: `Bearer ${lease.bearer.reveal()}` };
    return new vscode.McpHttpServerDefinition(label, url, headers, version);
  }

  dispose(): void {
    this.#list.dispose();
    for (const id of [...this.#leases.keys()]) this.#end(id);
  }

  #end(id: string): void {
    this.#leases.get(id)?.dispose();
    this.#leases.delete(id);
  }
}
