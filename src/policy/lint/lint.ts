import type { PolicyDocument } from '../document/document.ts';
import type { PolicyProblem } from '../document/problem.ts';
import type { Domain } from '../facts.ts';
import { compare, type Source } from '../source.ts';
import { atOnce, type Steps } from '../steps.ts';
import { alsoDeployed, notDeployed, place } from './findings.ts';
import { lintGuardrails } from './guardrails.ts';
import { lintSettings } from './settings.ts';
import { knownWords, lintWords } from './words.ts';

/**
 * What is well written and yet probably not meant, in all documents of all sources: rules that never hold, rules that
 * others make superfluous, words that stand for nothing, settings that contradict each other. In the order of files and
 * lines.
 */
export function lint(sources: readonly Source[], domain: Domain, now: number): PolicyProblem[] {
  return atOnce(lintSteps(sources, domain, now));
}

/** Of a text that is longer, the places are found beforehand, in steps. */
const longText = 50_000;

/** {@link lint} in steps. */
export function* lintSteps(sources: readonly Source[], domain: Domain, now: number): Steps<PolicyProblem[]> {
  const known = knownWords(domain);
  for (const document of sources.flatMap(({ documents }) => documents)) {
    if (document.text.length > longText) yield* document.prepare();
  }
  yield;
  const found = yield* lintGuardrails(sources, domain, now);
  for (const { documents, kind } of sources) {
    for (const document of documents) {
      yield;
      found.push(...lintDeployment(document, documents));
      found.push(...(yield* lintWords(document, known)));
      found.push(...lintSettings(document, kind, now));
    }
  }
  return found.toSorted((a, b) => compare(a.file, b.file) || a.offset - b.offset);
}

function lintDeployment(document: PolicyDocument, all: readonly PolicyDocument[]): PolicyProblem[] {
  const { deploy } = document.content;
  if (deploy.length === 0) return [place(document, ['deploy'], notDeployed())];
  return deploy.flatMap((entry, index) => {
    const key = target(document, entry);
    const other = all.find(
      (one) => one !== document && one.content.deploy.some((there) => key && target(one, there) === key),
    );
    return other ? [place(document, ['deploy', index], alsoDeployed(other.content.name))] : [];
  });
}

/** Whom settings are deployed to, and how strongly; `undefined` for a document without settings. */
function target(
  { content }: PolicyDocument,
  { tenant, group, priority, user, policy }: PolicyDocument['content']['deploy'][number],
) {
  return content.settings && policy !== 'none' ? JSON.stringify([tenant, group, priority, user]) : undefined;
}
