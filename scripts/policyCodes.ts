/* The codes of what editors mark in policy files, as a table for docs/errors.md. */
import * as found from '../src/policy/document/problem.ts';
import { limits } from '../src/policy/document/tree.ts';
import * as hints from '../src/policy/lint/findings.ts';
import * as people from '../src/policy/lint/peopleFindings.ts';

const samples = [
  found.notJson('‹detail›'),
  found.tooLarge(limits.characters),
  found.tooDeep(limits.depth),
  found.duplicateKey('‹key›'),
  found.unknownKey('‹key›', '‹suggestion›'),
  found.wrongType('‹type›'),
  found.notOneOf('‹value›', ['‹words›'], '‹suggestion›'),
  found.missingKey('‹key›'),
  found.valueInvalid('‹form›'),
  found.readableSecret('‹key›'),
  found.deploymentUnclear(),
  found.duplicateId('‹id›'),
  found.valueTwice(),
  found.newerVersion(),
  found.privateKeyThere(),
  found.notAgeKey('short', '‹suggestion›'),
  hints.notDeployed(),
  hints.alsoDeployed('‹policy›'),
  hints.unknownWord('connector', '‹word›', '‹suggestion›'),
  hints.typeNotOffered('‹connector›', '‹type›'),
  hints.neverHolds(),
  hints.shadowed('‹id›', '‹file›', 0),
  hints.exemptionEnded('‹day›'),
  hints.lockedWithoutValue('‹name›'),
  hints.valueOutOfBound('‹name›', '‹value›'),
  hints.defaultTwice('‹type›'),
  hints.defaultOff('‹type›'),
  hints.referenceUnused(),
  hints.behindOff('‹connector›'),
  people.personTwice('‹user›'),
  people.keyTwice('‹user›'),
  people.severalKeys(2),
  people.unknownHolder('role', '‹word›', '‹suggestion›'),
  people.nobodyEdits(),
  people.noRoles(),
  people.noKeyYet('‹user›', 1),
].sort((a, b) => (a.code < b.code ? -1 : a.code > b.code ? 1 : 0));

/** A Markdown table: an error leaves the last good text of a file in force, the others change nothing. */
export function policyCodes(): string {
  const rows = samples.map(
    ({ code, severity, message }) => `| ${code} | ${severity} | ${message.replaceAll('|', '\\|')} |`,
  );
  return `| code | how much it matters | what it says |\n|---|---|---|\n${rows.join('\n')}\n`;
}
