import assert from 'node:assert/strict';
import { type SourceInput, updateSource } from '../../../../src/policy/index.ts';
import type { Bound } from '../../../../src/use/bindings/bindings.ts';
import { readBindings } from '../../../../src/use/bindings/readBindings.ts';
import { usagesOf } from '../../../../src/use/bindings/usages.ts';

const id = (n: number) => `3d5f2f9e-3c0b-4f1e-9f55-0a6f3f6f8f1${n}`;

describe('usagesOf', () => {
  const text = JSON.stringify({
    version: 1,
    bindings: {
      a: { connection: id(1) },
      b: { connector: 'github' },
      c: { connection: id(2) },
      d: { connection: id(2) },
    },
  });
  const bound = readBindings(text, '/w/.patchbay/bindings.jsonc', 'patchbay').bindings.map((binding): Bound => {
    const connection = { id: id(1) } as never;
    if (binding.name === 'b') return { binding, resolution: { connection, chosenBy: 'file' } };
    const resolution = { unresolved: { kind: 'unknownConnection', id: id(2) } } as const;
    return binding.name === 'd' ? { binding, override: id(1).toUpperCase(), resolution } : { binding, resolution };
  });

  it('finds what names a connection, what leads to it, and what a person chose', () => {
    const found = usagesOf(id(1), bound, []).map(
      (usage) => usage.kind === 'binding' && [usage.binding.name, usage.how],
    );
    assert.deepEqual(found, [
      ['a', 'names'],
      ['b', 'default'],
      ['d', 'person'],
    ]);
    const [{ place } = assert.fail()] = usagesOf(id(1), bound, []);
    assert.equal(text.slice(place.offset, place.offset + 3), '"a"');
    assert.deepEqual(usagesOf(id(3), bound, []), []);
  });

  it('finds the exemptions of policies, of guardrails and of settings', () => {
    const exemption = { connection: id(1), until: '2099-12-31', reason: 'x', approvedBy: 'y' };
    const policy = JSON.stringify({
      name: 'Baseline',
      deploy: [{ tenant: true }],
      settings: { connectors: { slack: { enabled: false, except: [exemption] } } },
      guardrails: [
        { id: 'one', deny: ['use'], except: [{ ...exemption, connection: id(2) }] },
        { id: 'two', deny: ['use'], except: [{ ...exemption, connection: id(2) }, exemption] },
      ],
    });
    const input: SourceInput = { kind: 'workspace', id: 'w', trusted: true, files: [{ file: '/w/p', text: policy }] };
    const source = updateSource(undefined, input);
    assert.deepEqual(source.broken, []);
    const found = usagesOf(id(1), [], [source]);
    assert.deepEqual(
      found.map((usage) => usage.kind === 'exemption' && [usage.policy, usage.guardrail]),
      [
        ['Baseline', undefined],
        ['Baseline', 'two'],
      ],
    );
    for (const { place } of found) assert.ok(policy.slice(place.offset).startsWith(JSON.stringify(exemption)));
  });
});
