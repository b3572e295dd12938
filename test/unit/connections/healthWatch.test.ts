import assert from 'node:assert/strict';
import { type ControlledAcme, startAcme } from '../../../examples/acme/acme.ts';
import { createConnection } from '../../../src/connections/create.ts';
import { HealthWatch } from '../../../src/connections/healthWatch.ts';
import { makeToken } from '../../support/acmeBrowser.ts';
import { memoryKeyStore, quietly, type TestParts, testParts } from '../../support/testParts.ts';
import { until } from '../../support/until.ts';

/** One window: its parts, its watch, and pauses that end when the test says so. */
class Window {
  readonly parts: TestParts;
  readonly watch: HealthWatch;
  readonly waits: number[] = [];
  /** How often this window looked into the vault: once for each check. */
  checks = 0;
  #end: (() => void) | undefined;

  constructor(parts: TestParts, ids: () => string[], now: () => number) {
    this.parts = parts;
    const get = parts.vault.get.bind(parts.vault);
    parts.vault.get = (id) => {
      this.checks++;
      return get(id);
    };
    parts.cache.get = () => undefined;
    this.watch = new HealthWatch(parts, {
      interesting: ids,
      name: parts.root,
      now,
      pause: (ms, signal) =>
        new Promise((resolve) => {
          this.waits.push(ms);
          this.#end = resolve;
          signal.addEventListener('abort', () => resolve(), { once: true });
        }),
    });
  }

  /** Lets the pause that runs come to its end, and waits for the next one. */
  async endPause(): Promise<void> {
    await this.endPauseOnly();
    await until('the watch pauses again', () => this.#end !== undefined, 20_000);
  }

  /** The same where no other pause follows, since it waits for its turn. */
  async endPauseOnly(): Promise<void> {
    await until('the watch pauses', () => this.#end !== undefined, 20_000);
    const end = this.#end;
    this.#end = undefined;
    end?.();
  }

  isPausing(): boolean {
    return this.#end !== undefined;
  }
}

describe('connections are checked in the background', () => {
  let acme: ControlledAcme;
  let now: number;
  let windows: Window[];
  let ids: string[];
  const keyStore = memoryKeyStore();

  before(async () => {
    acme = await startAcme({ control: true });
  });
  after(() => acme.close());
  beforeEach(async () => {
    now = Date.now();
    ids = [];
    const first = await testParts({ keyStore });
    const second = await testParts({ keyStore, root: first.root });
    windows = [first, second].map(
      (parts) =>
        new Window(
          parts,
          () => ids,
          () => now,
        ),
    );
    for (const name of ['a', 'b']) {
      const token = await makeToken(acme.url, 'ada@acme.example', 'tokens');
      const values = { siteUrl: acme.url, token };
      const request = { folder: 'personal', connector: 'acme', authType: 'pat', name, values } as const;
      const made = await createConnection(first, { ...request, accountKind: 'personal', scopes: [] }, quietly());
      ids.push(made.id);
    }
    for (const window of windows) window.checks = 0;
  });
  afterEach(async () => {
    await acme.control.reset();
    for (const { watch } of windows) watch.dispose();
    for (const { parts } of windows.reverse()) await parts.close();
  });

  const asked = () => acme.records.snapshot().api.length;
  const later = (minutes: number) => {
    now += minutes * 60_000;
  };
  const [one, other] = [() => windows[0] as Window, () => windows[1] as Window];

  it('not at start-up, and not before somebody looks', async () => {
    later(60);
    const before = asked();
    one().watch.begin();
    one().watch.begin();
    await until('it pauses first', () => one().isPausing());
    assert.equal(asked(), before);
    assert.deepEqual([one().waits.length, other().waits.length], [1, 0]);
    await one().endPause();
    assert.equal(asked(), before + 1, 'one connection at a time');
    await one().endPause();
    assert.equal(asked(), before + 2);
    await one().endPause();
    await one().endPause();
    assert.equal(asked(), before + 2, 'nothing is due any more');
  });

  it('by one window alone, and by another when that one ends', async () => {
    for (const window of windows) window.watch.begin();
    later(60);
    await one().endPause();
    await other().endPauseOnly();
    later(60);
    await one().endPause();
    later(60);
    await one().endPause();
    assert.deepEqual([one().checks, other().checks], [3, 0]);
    assert.equal(other().isPausing(), false, 'it waits for its turn');
    later(60);
    one().watch.dispose();
    await until('the other takes over', () => other().isPausing(), 20_000);
    assert.deepEqual([one().checks, other().checks], [3, 1]);
  });

  it('hands over where nothing of its own is due', async () => {
    for (const window of windows) window.watch.begin();
    later(16);
    await one().endPause();
    await other().endPauseOnly();
    await one().endPause();
    assert.deepEqual([one().checks, other().checks], [2, 0]);
    later(16);
    ids = [];
    await one().endPause();
    await until('the other has its turn, and finds nothing either', () => other().isPausing(), 20_000);
    assert.deepEqual([one().checks, other().checks], [2, 0]);
  });

  it('and what is wrong is in the state, without the connection counting as used', async () => {
    one().watch.begin();
    for (const token of acme.tokens.list()) acme.tokens.revoke(token.id);
    later(60);
    await one().endPause();
    await one().endPause();
    for (const id of ids) {
      assert.deepEqual(one().parts.states.get(id)?.grant, { status: 'needsSignIn', reason: 'rejected' });
    }
    const before = asked();
    later(60);
    await one().endPause();
    assert.equal(asked(), before, 'what is broken is not asked again');
    assert.deepEqual(one().parts.activity.usedSince(0), []);
    const by = (await one().parts.audit.latest(50)).filter(({ action }) => action === 'use').map((line) => line.by);
    assert.deepEqual([...new Set(by)], ['background']);
  });
});
