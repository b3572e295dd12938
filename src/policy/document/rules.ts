import { deploymentUnclear, duplicateId, type Finding, readableSecret, valueTwice } from './problem.ts';
import type { Deployment, ParameterSettings, PolicyContent } from './schema.ts';
import { showsSecret } from './secrets.ts';
import type { Path } from './text.ts';

/** What a schema cannot say about a document, each with the path of the value that it is about. */
export function documentFindings(content: PolicyContent): { path: Path; finding: Finding }[] {
  return [...deployments(content.deploy), ...guardrailIds(content), ...parameters(content)];
}

function deployments(deploy: readonly Deployment[]): { path: Path; finding: Finding }[] {
  return deploy.flatMap((entry, index) => {
    const { tenant, group, user, priority } = entry;
    const targets = [tenant, group, user].filter((target) => target !== undefined).length;
    const clear = targets === 1 && (priority !== undefined) === (group !== undefined);
    return clear ? [] : [{ path: ['deploy', index], finding: deploymentUnclear() }];
  });
}

function guardrailIds({ guardrails }: PolicyContent): { path: Path; finding: Finding }[] {
  const seen = new Set<string>();
  return guardrails.flatMap(({ id }, index) => {
    const twice = seen.has(id);
    seen.add(id);
    return twice ? [{ path: ['guardrails', index, 'id'], finding: duplicateId(id) }] : [];
  });
}

/** Every parameter that a document sets, with its path. */
export function* parametersOf(
  content: PolicyContent,
): Generator<{ path: Path; name: string; parameter: ParameterSettings }> {
  for (const [connector, { authTypes = {} }] of Object.entries(content.settings?.connectors ?? {})) {
    for (const [type, { parameters: own = {} }] of Object.entries(authTypes)) {
      for (const [name, parameter] of Object.entries(own)) {
        yield { path: ['settings', 'connectors', connector, 'authTypes', type, 'parameters', name], name, parameter };
      }
    }
  }
}

function parameters(content: PolicyContent): { path: Path; finding: Finding }[] {
  return [...parametersOf(content)].flatMap(({ path, name, parameter }) => {
    const { value, sealed, from } = parameter;
    const given = [value, sealed, from].filter((part) => part !== undefined).length;
    const findings: { path: Path; finding: Finding }[] = [];
    if (given > 1) findings.push({ path, finding: valueTwice() });
    if (showsSecret(name, parameter)) {
      findings.push({ path: [...path, value === undefined ? 'allowed' : 'value'], finding: readableSecret(name) });
    }
    return findings;
  });
}
