import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import '@vscode-elements/elements/dist/vscode-button/index.js';
import { type IconName, icon } from '../../webview/icons.ts';
import type { Choice, MembersPage, Task } from '../protocol.ts';
import { type Acts, linkView } from './parts.ts';
import { grantsView, peopleView } from './tables.ts';

/** The whole page. */
export function pageView(page: MembersPage, search: string, acts: Acts): TemplateResult {
  const { title, facts, file, tasks, people, note, deeds } = page;
  return html`<header class="top">
      <div>
        <h1 tabindex="-1">${title}</h1>
        <p class="muted" role="status">${facts.join(' · ')} ${file ? html` · ${linkView(file, acts)}` : nothing}</p>
      </div>
      <div class="actions" role="group" aria-label=${l10n.t('Actions')}>
        ${deeds.map(
          (deed, index) =>
            html`<vscode-button ?secondary=${index > 0} @click=${() => acts.send({ type: 'act', index: deed.index })}>${deed.label}</vscode-button>`,
        )}
      </div>
    </header>
    ${tasksView(tasks, acts)} ${choicesView(page, search, acts)}
    ${note === undefined ? nothing : html`<p class="notice caution" role="note">${icon('warning')}<span>${note}</span></p>`}
    ${people.length > 0 ? peopleView(page, search, acts) : nothing}
    ${page.folders.length > 0 ? grantsView(page, search, acts) : nothing}`;
}

/** One shape for each kind, so that colour is never the only sign. */
const looks: Record<Task['kind'], { icon: IconName; tone: string }> = {
  join: { icon: 'person', tone: 'warn' },
  mistake: { icon: 'error', tone: 'bad' },
  waits: { icon: 'people', tone: 'warn' },
  open: { icon: 'warning', tone: 'bad' },
  rotate: { icon: 'key', tone: 'bad' },
  noKey: { icon: 'person', tone: 'muted' },
};

function tasksView(tasks: readonly Task[], acts: Acts): TemplateResult {
  if (tasks.length === 0)
    return html`<p class="calm" role="status"><span class="good">${icon('check')}</span> ${l10n.t('Nothing waits for anybody: what is sealed is sealed to those whom it is for.')}</p>`;
  return html`<section aria-labelledby="todo">
    <h2 id="todo">${l10n.t('To do')}</h2>
    <ul class="tasks">
      ${repeat(
        tasks,
        ({ kind, text }) => `${kind} ${text}`,
        ({ kind, text, detail, link, deed }) => html`<li class="card task" data-kind=${kind}>
          <span class=${looks[kind].tone}>${icon(looks[kind].icon)}</span>
          <div class="words">
            <div>${text} ${link ? linkView(link, acts) : nothing}</div>
            ${detail === undefined ? nothing : html`<div class="muted">${detail}</div>`}
          </div>
          ${
            deed
              ? html`<vscode-button secondary aria-label="${deed.label}: ${text}" @click=${() => acts.send({ type: 'act', index: deed.index })}>${deed.label}</vscode-button>`
              : nothing
          }
        </li>`,
      )}
    </ul>
  </section>`;
}

function choicesView({ workspaces, folders, chosen }: MembersPage, search: string, acts: Acts) {
  if (folders.length === 0) return nothing;
  const select = (label: string, what: 'workspace' | 'folder', choices: readonly Choice[]) => {
    const change = (event: Event) => acts.send({ type: 'choose', what, id: (event.target as HTMLSelectElement).value });
    const option = ({ id, label: name }: Choice) =>
      html`<option value=${id} ?selected=${id === chosen[what]} .selected=${id === chosen[what]}>${name}</option>`;
    return html`<label><span>${label}</span><select @change=${change}>${choices.map(option)}</select></label>`;
  };
  const typed = (event: InputEvent) => acts.search((event.target as HTMLInputElement).value);
  return html`<div class="choices">
    ${workspaces.length > 1 ? select(l10n.t('Workspace folder'), 'workspace', workspaces) : nothing}
    ${select(l10n.t('Folder'), 'folder', folders)}
    <label>
      <span>${l10n.t('People')}</span>
      <input type="search" placeholder=${l10n.t('Filter')} .value=${search} @input=${typed} />
    </label>
  </div>`;
}
