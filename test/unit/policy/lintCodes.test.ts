import assert from 'node:assert/strict';
import { lint, type SourceKind } from '../../../src/policy/index.ts';
import { domain, now, source, tenant } from './helpers.ts';

const found = (files: Record<string, object>, kind: SourceKind = 'machine') => lint([source(kind, files)], domain, now);

/** `code line` of everything that is found in one policy for everybody. */
const _hints = (content: object, kind?: SourceKind) =>
  found({ a: { ...tenant, ...content } }, kind).map(({ code, line }) => `${code} ${line}`);

const _messages = (content: object, kind?: SourceKind) =>
  found({ a: { ...tenant, ...content } }, kind).map(({ message }) => message);

const _guards = (...guardrails: object[]) => ({
  guardrails: guardrails.map((one, index) => ({ id: `g${index}`, deny: ['create'], ...one })),
});

describe('policy: hints and their codes', () => {
  it('have a code, and say how much they matter', () => {
    const content = {
      settings: {
        connectors: {
          github: {
            enabled: false,
            authTypes: {
              basic: {},
              byoa: {
                default: true,
                enabled: false,
                parameters: { a: { locked: true }, b: { value: 'x', allowed: ['y'] }, c: { from: 'env:X' } },
              },
              pat: { default: true },
            },
          },
        },
      },
      guardrails: [
        { id: 'dead', deny: ['use'], unless: {} },
        { id: 'all', deny: ['create'] },
        {
          id: 'some',
          deny: ['create'],
          when: { connector: 'github' },
          except: [
            { connection: '6f1c2f9e-3c0b-4f1e-9f55-0a6f3f6f8f10', until: '2026-01-01', reason: 'r', approvedBy: 'a' },
          ],
        },
      ],
    };
    const all = found({ a: { ...tenant, ...content } }, 'workspace');
    assert.deepEqual(all.map(({ code, severity, message }) => `${code} ${severity} ${message}`).toSorted(), [
      'PB623 hint “GitHub” does not offer the authentication type “basic”.',
      'PB624 warning This guardrail never holds: nothing matches its “when”, or its “unless” always holds.',
      'PB625 hint The guardrail “all” (a:47) denies all of this already.',
      'PB626 hint This exemption ended with 2026-01-01 and can be removed.',
      'PB627 warning “a” is locked or hidden, but nothing gives it a value.',
      'PB628 warning “b” is filled with “x”, which “allowed” does not allow.',
      'PB629 warning “byoa” is the default already.',
      'PB630 warning “byoa” is the default, but is turned off.',
      'PB631 warning A policy of a workspace cannot name where a secret of the person lies; “from” is not used here.',
      'PB632 hint “github” is turned off, so this has no effect on new connections.',
    ]);
    assert.ok(all.every((one) => !('suggestion' in one)));
  });
});
