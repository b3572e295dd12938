import assert from 'node:assert/strict';
import fc from 'fast-check';
import { searchCatalog } from '../../../src/catalog/search.ts';
import type { CatalogEntry } from '../../../src/model/connector.ts';

function entry(name: string, synonyms: string[] = [], categories: string[] = [], description = ''): CatalogEntry {
  return { key: name.toLowerCase(), name, description, categories, synonyms, authTypes: ['pat'] };
}

const entries = [
  entry('Any OAuth 2.0 API', ['custom', 'rest'], ['Generic'], 'An application that is not in the list.'),
  entry('GitHub', ['git', 'pull request'], ['Developer tools'], 'Repositories and issues.'),
  entry('GitLab', ['git', 'merge request'], ['Developer tools'], 'Repositories and pipelines.'),
  entry('Google', ['gmail', 'sheets', 'calendar'], ['Productivity'], 'Google’s APIs.'),
  entry('Google Calendar', [], ['Productivity']),
  entry('Salesforce', ['crm', 'soql'], ['CRM'], 'Records of an org.'),
  entry('Slack', ['chat'], ['Communication'], 'Channels and messages.'),
  entry('Zürich Börse', [], ['Finance']),
];

const found = (text: string) => searchCatalog(entries, text).map(({ name }) => name);

describe('searchCatalog', () => {
  it('gives all for an empty text, in their order', () => {
    assert.deepEqual(searchCatalog(entries, '  – '), entries);
  });

  for (const [text, first] of [
    ['github', 'GitHub'],
    ['GITHUB', 'GitHub'],
    ['git hub', 'GitHub'],
    ['gith', 'GitHub'],
    ['lab', 'GitLab'],
    ['google', 'Google'],
    ['google cal', 'Google Calendar'],
    ['calendar', 'Google Calendar'],
    ['sheets', 'Google'],
    ['pull request', 'GitHub'],
    ['crm', 'Salesforce'],
    ['chat', 'Slack'],
    ['communi', 'Slack'],
    ['pipelines', 'GitLab'],
    ['zurich', 'Zürich Börse'],
    ['borse', 'Zürich Börse'],
    // A slip: one letter wrong, missing, too many, two swapped.
    ['gitbub', 'GitHub'],
    ['slak', 'Slack'],
    ['slacck', 'Slack'],
    ['salesfroce', 'Salesforce'],
    ['saleforce', 'Salesforce'],
    ['saelsfor', 'Salesforce'],
    ['oauth2.0', 'Any OAuth 2.0 API'],
  ] as const) {
    it(`finds ${first} first for “${text}”`, () => {
      assert.equal(found(text)[0], first);
    });
  }

  it('wants every word', () => {
    assert.deepEqual(found('google sheets'), ['Google']);
    assert.deepEqual(found('github nonsense'), []);
  });

  it('finds nothing near a short or a far word', () => {
    assert.deepEqual(found('xyz'), []);
    assert.deepEqual(found('quickbooks'), []);
  });

  it('ranks the name over synonyms, and those over the description', () => {
    const some = [entry('C', [], [], 'about acme'), entry('B', ['acme']), entry('Acme'), entry('My Acme')];
    assert.deepEqual(
      searchCatalog(some, 'acme').map(({ name }) => name),
      ['Acme', 'My Acme', 'B', 'C'],
    );
  });

  it('finds every connector by its name and by any beginning of it, and changes nothing', () => {
    const before = structuredClone(entries);
    fc.assert(
      fc.property(fc.constantFrom(...entries), fc.nat(30), (one, length) => {
        assert.ok(searchCatalog(entries, one.name).includes(one));
        assert.ok(searchCatalog(entries, one.name.slice(0, length + 1)).includes(one));
      }),
    );
    assert.deepEqual(entries, before);
  });

  it('copes with anything that can be typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const result = searchCatalog(entries, text);
        assert.ok(result.every((one) => entries.includes(one)) && new Set(result).size === result.length);
      }),
    );
  });
});
