import type { Severity } from '../../policy/index.ts';

/** One line of a report. */
export interface SarifResult {
  rule: string;
  severity: Severity;
  message: string;
  /** Relative, with `/`. */
  file: string;
  line: number;
  column: number;
}

/** GitHub takes no more of one run. */
const most = 5000;

const levels = { error: 'error', warning: 'warning', information: 'note', hint: 'note' } as const;

/**
 * A report for code scanning: SARIF 2.1.0 with what GitHub asks for.
 *
 * @param describe says what a rule is about, in a sentence.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarif(results: readonly SarifResult[], describe: (rule: string) => string): string {
  const rules = [...new Set(results.map(({ rule }) => rule))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Patchbay',
            rules: rules.map((id) => ({ id, name: id, shortDescription: { text: describe(id) } })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: results.slice(0, most).map(({ rule, severity, message, file, line, column }) => ({
          ruleId: rule,
          ruleIndex: rules.indexOf(rule),
          level: levels[severity],
          message: { text: message },
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
                region: { startLine: line, startColumn: column },
              },
            },
          ],
        })),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}
