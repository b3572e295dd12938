import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { errorsFile, errorsPage } from '../../scripts/buildErrors.ts';

describe('docs', () => {
  it('errors.md lists every problem as the code makes it (`npm run errors` writes it)', () => {
    assert.equal(readFileSync(errorsFile, 'utf8'), errorsPage());
  });

  it('lists every code that is marked in policy files', () => {
    const sources = ['document/problem.ts', 'lint/findings.ts', 'lint/peopleFindings.ts'].map((file) =>
      readFileSync(new URL(`../../src/policy/${file}`, import.meta.url), 'utf8'),
    );
    const codes = new Set(sources.join('').match(/PB[67]\d\d/g));
    assert.deepEqual(
      [...codes].filter((code) => !errorsPage().includes(`| ${code} |`)),
      [],
    );
  });

  it('gives no code twice', () => {
    const codes = [...errorsPage().matchAll(/^\| (PB\d{3}) /gm)].map(([, code]) => code);
    assert.ok(codes.length > 40);
    assert.equal(new Set(codes).size, codes.length);
  });
});
