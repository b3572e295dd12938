import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { type IconName, icon } from '../../webview/icons.ts';
import type { GrantRow, MembersPage, PersonRow, Standing } from '../protocol.ts';
import { type Acts, deedView, linkView } from './parts.ts';

/** One shape for each, so that colour is never the only sign. */
const looks: Record<Standing, { icon: IconName; tone: string }> = {
  opens: { icon: 'check', tone: 'good' },
  waits: { icon: 'lock', tone: 'warn' },
  noKey: { icon: 'person', tone: 'muted' },
  none: { icon: 'close', tone: 'muted' },
  stillOpen: { icon: 'warning', tone: 'bad' },
};

/** The people, and how each stands to the chosen folder. */
export function peopleView({ people, folders, chosen }: MembersPage, search: string, acts: Acts): TemplateResult {
  const folder = folders.find(({ id }) => id === chosen.folder)?.label ?? '';
  const wanted = search.trim().toLocaleLowerCase();
  const found = people.filter(({ user, groups, roles }) =>
    [user, ...groups, ...roles].join('\n').toLocaleLowerCase().includes(wanted),
  );
  const hasDeeds = people.some(({ deeds }) => deeds.length > 0);
  return html`<section aria-labelledby="people">
    <h2 id="people">${l10n.t('Who has access to {0}', folder)}</h2>
    ${found.length === 0 ? html`<p role="status">${l10n.t('Nobody matches.')}</p>` : nothing}
    <div class="scroll" ?hidden=${found.length === 0}>
      <table>
        <thead>
          <tr>
            <th scope="col">${l10n.t('Person')}</th>
            <th scope="col">${l10n.t('Joined')}</th>
            <th scope="col">${l10n.t('Role here')}</th>
            <th scope="col">${l10n.t('How do I know')}</th>
            <th scope="col">${l10n.t('What is sealed')}</th>
            ${hasDeeds ? html`<th scope="col"><span class="hidden">${l10n.t('Actions')}</span></th>` : nothing}
          </tr>
        </thead>
        <tbody>
          ${repeat(
            found,
            ({ user }) => user,
            (person) => personView(person, hasDeeds, acts),
          )}
        </tbody>
      </table>
    </div>
  </section>`;
}

function personView(
  { user, isMe, joined, groups, roles, how, standing, words, deeds }: PersonRow,
  hasDeeds: boolean,
  acts: Acts,
) {
  return html`<tr data-user=${user}>
    <th scope="row">
      <span class="strong">${user}</span> ${isMe ? html`<span class="badge">${l10n.t('you')}</span>` : nothing}
      ${groups.length > 0 ? html`<div class="small">${groups.join(', ')}</div>` : nothing}
    </th>
    <td>${joined}</td>
    <td>${roles.length > 0 ? roles.join(', ') : html`<span class="muted">${l10n.t('none')}</span>`}</td>
    <td>
      ${how ? html`${linkView(how.link, acts)} <div class="small">${how.text}</div>` : html`<span class="muted">${l10n.t('no file gives roles')}</span>`}
    </td>
    <td><span class=${looks[standing].tone}>${icon(looks[standing].icon)}</span> ${words}</td>
    ${hasDeeds ? html`<td class="deeds">${deeds.map((deed) => deedView(deed, user, acts))}</td>` : nothing}
  </tr>`;
}

/** Every line of a file that gives a role. */
export function grantsView({ grants }: MembersPage, search: string, acts: Acts): TemplateResult {
  const wanted = search.trim().toLocaleLowerCase();
  const found = grants.filter(({ folder, who, role }) =>
    [folder, who, role].join('\n').toLocaleLowerCase().includes(wanted),
  );
  return html`<section aria-labelledby="grants">
    <h2 id="grants">${l10n.t('Roles in all folders')}</h2>
    ${
      grants.length === 0
        ? html`<p class="muted">${l10n.t('No folder.jsonc gives a role.')}</p>`
        : html`<p class="muted">${l10n.t('A role of a folder holds in the folders inside it as well.')}</p>
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">${l10n.t('Folder')}</th>
                  <th scope="col">${l10n.t('Who')}</th>
                  <th scope="col">${l10n.t('Role')}</th>
                  <th scope="col">${l10n.t('Line')}</th>
                  ${found.some(({ deeds }) => deeds.length > 0) ? html`<th scope="col"><span class="hidden">${l10n.t('Actions')}</span></th>` : nothing}
                </tr>
              </thead>
              <tbody>
                ${found.map((row) => grantView(row, acts))}
              </tbody>
            </table>
          </div>`
    }
  </section>`;
}

function grantView({ folder, who, role, link, deeds }: GrantRow, acts: Acts): TemplateResult {
  return html`<tr>
    <th scope="row">${folder}</th>
    <td>${who}</td>
    <td>${role}</td>
    <td>${linkView(link, acts)}</td>
    ${deeds.length > 0 ? html`<td class="deeds">${deeds.map((deed) => deedView(deed, `${who}, ${folder}`, acts))}</td>` : nothing}
  </tr>`;
}
