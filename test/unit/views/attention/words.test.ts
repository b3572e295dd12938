import assert from 'node:assert/strict';
import type { Broken, Replaced } from '../../../../src/connections/activity.ts';
import { appRefused, needsSignIn } from '../../../../src/model/problems.ts';
import type { GrantState } from '../../../../src/model/state.ts';
import { describeReplaced } from '../../../../src/views/attention/replacedWords.ts';
import { describeBroken, describeEndings, describeFailures, nameThem } from '../../../../src/views/attention/words.ts';
import { testConnector } from '../../../support/connectors.ts';
import { connection, local } from '../tree/samples.ts';

const connector = testConnector();
const named = (...names: string[]) => names.map((name, index) => connection(index + 1, name));
const app = { host: 'one.example', clientId: 'mine' };
const refused = (...names: string[]): Broken => ({
  connections: named(...names),
  connector,
  grant: { status: 'appProblem', detail: 'invalid_client' },
  app,
  by: 'background',
});
const ended = (reason: 'revoked' | 'consent', ...names: string[]): Broken => ({
  connections: named(...names),
  connector,
  grant: { status: 'needsSignIn', reason },
  by: 'background',
});

describe('names in a notification', () => {
  it('are all there, up to a handful', () => {
    assert.equal(nameThem(named('a')), '“a”');
    assert.equal(nameThem(named(...'abcdef')), '“a”, “b”, “c”, “d”, “e”, “f”');
    assert.equal(nameThem(named(...'abcdefghijklmnopqrst')), '“a”, “b”, “c”, “d”, “e” and 15 more');
  });
});

describe('what broke', () => {
  it('names the app and lists the connections, in one sentence', () => {
    assert.equal(
      describeBroken([refused(...'abcdefghijklmnopqrst')]),
      'Test App refuses the OAuth app “mine” (invalid_client) of “a”, “b”, “c”, “d”, “e” and 15 more. ' +
        'Correct its client secret: reconnect one of its connections with the new one.',
    );
  });

  it('names each connection and the remedy once', () => {
    assert.equal(
      describeBroken([ended('revoked', 'a'), ended('consent', 'b'), ended('revoked', 'c')]),
      '“a”, “c”: the sign-in was ended by the application. “b”: the application asks for your consent again. ' +
        'Reconnect to go on; the connection and what points at it stay.',
    );
  });

  it('goes without the name of an app that is not known', () => {
    const { app: _, ...unknown } = refused('a');
    assert.equal(describeBroken([unknown]), '“a”: the OAuth app is refused (invalid_client).');
  });
});

describe('what many checks found', () => {
  const failed = (
    name: string,
    problem = appRefused('Test App', 'invalid_client'),
    its: typeof app | undefined = app,
  ) => ({
    connection: { name },
    application: 'Test App',
    problem,
    ...(its ? { app: its } : {}),
  });

  it('is one sentence for all of an app, and one for each other', () => {
    const text = describeFailures([
      failed('a'),
      failed('b', needsSignIn('b')),
      failed('c'),
      failed('d', undefined, { host: 'x', clientId: 'y' }),
    ]);
    assert.equal(text.match(/refuses the OAuth app/g)?.length, 2);
    assert.match(text, /“mine” \(PB210\) of “a”, “c”\./);
    assert.match(text, /“b”: “b” needs a sign-in. \(PB303\)/);
  });
});

describe('what ends soon', () => {
  const now = Date.parse('2026-11-23T10:00:00Z');
  const inDays = (days: number) => local({ expiresAt: new Date(now + days * 86_400_000 + 1000).toISOString() });

  it('is one sentence', () => {
    assert.equal(
      describeEndings([{ connection: { name: 'a' }, local: inDays(6) }], now, 'en'),
      '“a” expires in 6 days. Reconnect before that, so that nothing stops.',
    );
    const twenty = Array.from({ length: 20 }, (_, n) => ({ connection: { name: `c${n}` }, local: inDays(3) }));
    const text = describeEndings(twenty, now, 'en');
    assert.match(text, /^20 connections end soon: “c0” expires in 3 days, .* and 15 more\. Reconnect before that/);
  });
});

describe('what became of the sign-in before', () => {
  const connected: GrantState = { status: 'connected' };
  const say = (
    replaced: Replaced,
    before: GrantState | undefined = connected,
    authType: 'byoa' | 'pat' | 'basic' = 'byoa',
  ) => describeReplaced({ name: 'a', authType }, 'Acme', replaced, before);

  it('is said where it may live on', () => {
    assert.equal(say({ status: 'failed', detail: 'HTTP 503' })?.severity, 'warning');
    assert.match(
      say({ status: 'failed', detail: 'HTTP 503' })?.text ?? '',
      /“a”.*Acme did not confirm.*HTTP 503.*page of Acme/,
    );
    assert.match(say({ status: 'notOffered' })?.text ?? '', /offers no way/);
    assert.match(say({ status: 'pasted' }, connected, 'pat')?.text ?? '', /token that “a” used before still works/);
  });

  it('is not said where there is nothing to do', () => {
    for (const status of ['revoked', 'noCredential', 'same', 'endsAll'] as const)
      assert.equal(say({ status }), undefined);
    assert.equal(say({ status: 'pasted' }, connected, 'basic'), undefined);
    for (const reason of ['revoked', 'expired', 'rejected'] as const) {
      assert.equal(say({ status: 'failed', detail: 'x' }, { status: 'needsSignIn', reason }), undefined);
    }
    const lost = say({ status: 'failed', detail: 'x' }, { status: 'appProblem', detail: 'invalid_client' });
    assert.ok(lost, 'the grant of a refused app stands');
  });
});
