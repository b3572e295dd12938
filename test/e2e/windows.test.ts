import assert from 'node:assert/strict';
import { newWorkspace } from '../support/run.ts';
import { remember } from '../support/secrets.ts';
import { until } from '../support/until.ts';
import { consent, fillIn, nextPage } from './addByPanel.ts';
import type { Tree, Workbench } from './workbench.ts';
import { newPerson, type Person, world } from './world.ts';

const names = ['one', 'two', 'three', 'four', 'five', 'six'];

const app = { 'Client ID': 'acme-byoa', 'Client secret': remember('acme-byoa-secret') };

/** So often the tokens of every connection are renewed. */
const lifetimes = 50;

/**
 * Three windows of one person use the same connections, whose access tokens live for a second and whose refresh tokens
 * work once: whoever refreshes with one that another window has spent loses the grant, with all its tokens.
 */
describe('three windows on one set of connections', () => {
  let ada: Person;
  let windows: Workbench[];
  let grants: string[];

  before(async function () {
    this.timeout(240_000);
    ada = await newPerson();
    const first = await ada.open({ folder: newWorkspace() });
    await first.openView('Patchbay');
    const known = new Set(books().grants.map(({ id }) => id));
    // The first tokens live a little longer, so that a busy machine can try them; all that follow live for a second.
    await world().acme.control.set({ accessTokenSeconds: 20, refreshRetrySeconds: 60 });
    for (const name of names) await signIn(first, name);
    await world().acme.control.set({ accessTokenSeconds: 1 });
    await first.closeTab('Add Connection');
    grants = books()
      .grants.map(({ id }) => id)
      .filter((id) => !known.has(id));
    assert.equal(grants.length, names.length);
    windows = [first, await ada.open({ folder: newWorkspace() }), await ada.open({ folder: newWorkspace() })];
    for (const window of windows) await show(window);
  });
  after(async () => {
    await world().acme.control.reset();
    await ada.leave();
  });

  const books = () => world().acme.records.snapshot();
  /** When each of the grants got its last tokens, and how often it was renewed, as Acme counted. */
  const lives = () => {
    const { tokenRequests } = books();
    return grants.map((id) => {
      const issued = tokenRequests.filter(({ grant, outcome }) => grant === id && outcome === 'issued');
      const renewals = issued.filter(({ grantType }) => grantType === 'refresh_token').length;
      return { renewals, lastAt: Date.parse(issued.at(-1)?.at ?? '') };
    });
  };
  const renewals = () => lives().map((life) => life.renewals);
  const isOver = () => Math.min(...renewals()) >= lifetimes;
  /** From then on all access tokens are stale or have ended: all windows set about them at once. */
  const areStale = () => lives().every(({ lastAt }) => Date.now() - lastAt > 900);

  async function signIn(window: Workbench, name: string): Promise<void> {
    const opened = nextPage(ada);
    const panel = await fillIn(window, { type: 'Bring your own OAuth 2.0 app', fields: app, name });
    const page = await opened;
    await consent(page, 'Ada Okafor');
    await panel.getByText('Connected as ada@acme.example').waitFor();
    await page.close();
  }

  /** Shows the tree, and selects all six rows. */
  async function show(window: Workbench): Promise<Tree> {
    await window.openView('Patchbay');
    const tree = window.tree('Connections');
    for (const name of names) await tree.row(name).waitFor();
    const rows = await tree.rows();
    const own = rows.map((row) => row.split(' · ')[0] ?? '').filter((label) => names.includes(label));
    await tree.row(own[0] ?? '').click();
    await tree.row(own.at(-1) ?? '').click({ modifiers: ['Shift'] });
    return tree;
  }

  /** Checks all six by the real command, whenever their tokens are stale, until all are old enough. */
  async function keepChecking(window: Workbench): Promise<number> {
    const tree = window.tree('Connections');
    let checks = 0;
    for (; !isOver(); checks++) {
      const before = books().api.length;
      // A row that is drawn anew several times a second holds still for no pointer; the button is the same.
      await tree.row('one').locator('.actions .action-label[aria-label^="Check"]').dispatchEvent('click');
      await until('the six are asked for', () => books().api.length >= before + names.length, 30_000);
      await until('the tokens are stale', () => areStale() || isOver(), 30_000);
    }
    return checks;
  }

  it(`lose none of them in ${lifetimes} lifetimes of their tokens`, async function () {
    // A minute where the machine is not busy.
    this.timeout(180_000);
    const counts = await Promise.all(windows.map(keepChecking));
    for (const count of counts) assert.ok(count >= 5, `each window took part: ${counts.join(', ')}`);
    const { tokenRequests, grants: all } = books();
    const ours = all.filter(({ id }) => grants.includes(id));
    assert.deepEqual(
      ours.filter(({ revokedAt }) => revokedAt),
      [],
      'no family was revoked',
    );
    const refused = tokenRequests.filter(({ grant, outcome }) => grants.includes(grant ?? '') && outcome !== 'issued');
    assert.deepEqual(refused, [], 'nothing was refused');
    const presented = tokenRequests.flatMap(({ grant, presented: token }) =>
      grants.includes(grant ?? '') && token ? [token] : [],
    );
    assert.equal(new Set(presented).size, presented.length, 'no refresh token was used twice');
    for (const window of windows) {
      const rows = (await window.tree('Connections').rows()).filter((row) => names.includes(row.split(' · ')[0] ?? ''));
      assert.equal(rows.length, names.length);
      for (const row of rows) assert.match(row, / · connected · /, row);
    }
    console.log(`      checks by window: ${counts.join(', ')}; renewals by connection: ${renewals().join(', ')}`);
  });
});
