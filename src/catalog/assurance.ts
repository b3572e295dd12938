import type { Assurance, Connector } from '../model/connector.ts';

/** How far the facts of a record can be trusted, by where they come from. */
export function assuranceOf({ provenance, categories }: Pick<Connector, 'provenance' | 'categories'>): Assurance {
  // The person gives all facts that matter, or the provider stands in this repository.
  if (categories.includes('Generic') || categories.includes('Demo')) return 'verified';
  if (provenance.some(({ verifiedOn }) => verifiedOn !== undefined)) return 'verified';
  // Where an MCP server is says nothing of how to sign in.
  const read = provenance.filter(({ kind, readOn }) => kind !== 'seed' && readOn !== undefined);
  return read.some(({ facts }) => !facts?.every((fact) => fact === 'mcp')) ? 'documented' : 'notVerified';
}
