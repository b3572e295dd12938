import type { Reply } from './reply.ts';

/*
 * Part of a STUB, see vaultStub.ts. The KV engine, version 2, as it is documented:
 * https://developer.hashicorp.com/vault/api-docs/secret/kv/kv-v2
 */

interface Version {
  data: Record<string, unknown>;
  created: string;
  deleted: string;
  destroyed: boolean;
}

export class KvEngine {
  readonly #paths = new Map<string, Version[]>();

  read(path: string, asked: number): Reply {
    const versions = this.#paths.get(path) ?? [];
    const number = asked || versions.length;
    const version = versions[number - 1];
    if (!version) return { status: 404, errors: [] };
    const gone = version.destroyed || version.deleted !== '';
    const data = { data: gone ? null : version.data, metadata: metadata(version, number) };
    return { status: gone ? 404 : 200, data };
  }

  write(path: string, body: { options?: { cas?: number }; data?: Record<string, unknown> }): Reply {
    if (!body.data) return { status: 400, errors: ['no data provided'] };
    const versions = this.#paths.get(path) ?? [];
    const cas = body.options?.cas;
    if (cas !== undefined && cas !== versions.length)
      return { status: 400, errors: ['check-and-set parameter did not match the current version'] };
    const version = { data: body.data, created: new Date().toISOString(), deleted: '', destroyed: false };
    this.#paths.set(path, [...versions, version]);
    return { status: 200, data: metadata(version, versions.length + 1) };
  }

  deleteNewest(path: string): Reply {
    const newest = this.#paths.get(path)?.at(-1);
    if (newest) newest.deleted = new Date().toISOString();
    return { status: 204 };
  }

  destroy(path: string, numbers: readonly number[]): Reply {
    for (const number of numbers) {
      const version = this.#paths.get(path)?.[number - 1];
      if (version) Object.assign(version, { destroyed: true, data: {} });
    }
    return { status: 204 };
  }
}

function metadata(version: Version, number: number) {
  return {
    created_time: version.created,
    custom_metadata: null,
    deletion_time: version.deleted,
    destroyed: version.destroyed,
    version: number,
  };
}
