import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { CallbackMailbox } from '../../src/auth/redirect/receiver.ts';
import { EditorRedirects } from '../../src/editor/redirects.ts';

const target = { connectorKey: 'acme', facts: { loopback: 'anyPort', loopbackHost: '127.0.0.1' } } as const;
const called = (query: string) =>
  vscode.Uri.from({ scheme: vscode.env.uriScheme, authority: 'patchbay.patchbay', path: '/callback/acme', query });

describe('ways back from the browser', () => {
  it('takes no address that no sign-in waits for', async () => {
    const redirects = new EditorRedirects('patchbay.patchbay', true);
    assert.equal(redirects.deliver(called('code=c&state=s')), 'none');
    const redirect = await redirects.open('editor', target, new CallbackMailbox('s'));
    redirect.dispose();
    assert.equal(redirects.deliver(called('code=c&state=s')), 'none', 'the sign-in has ended');
  });

  it('takes the editor’s callback of this sign-in alone, once, and letter by letter', async () => {
    const redirects = new EditorRedirects('patchbay.patchbay', true);
    const mailbox = new CallbackMailbox('the-state');
    const redirect = await redirects.open('editor', target, mailbox);
    assert.equal(redirects.deliver(called('code=c&state=another')), 'forged');
    const second = new CallbackMailbox('another-state');
    const other = await redirects.open('editor', target, second);
    assert.equal(redirects.deliver(called('code=a%2Bb+c&state=the-state')), 'accepted');
    assert.equal(redirects.deliver(called('code=d&state=another-state')), 'accepted', 'two may wait at once');
    other.dispose();
    assert.equal((await mailbox.received).searchParams.get('code'), 'a+b+c', 'a plus is no space');
    redirect.dispose();
  });

  it('offers the ports of this computer first where the browser is here, and always a paste', async () => {
    const redirects = new EditorRedirects('patchbay.patchbay', true);
    const ways = await redirects.ways(target);
    assert.equal(ways[0], 'loopback');
    assert.ok(ways.includes('paste'));
    const none = await redirects.ways({ ...target, facts: { ...target.facts, loopback: 'none' } });
    assert.ok(!none.includes('loopback') && none.includes('paste'));
    assert.deepEqual(await redirects.uris('loopback', target), ['http://127.0.0.1/callback/acme']);
  });
});
