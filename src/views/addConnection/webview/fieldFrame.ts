import * as l10n from '@vscode/l10n';
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../webview/icons.ts';
import { fieldId } from './change.ts';
import type { FieldNote } from './form.ts';

/** What stands around an input. */
export interface Frame {
  /** Of the field; makes the ids. */
  name: string;
  label: string;
  optional?: boolean;
  about?: string | TemplateResult | undefined;
  note?: FieldNote;
  /** Nobody may change it. */
  locked?: boolean;
  /** What policies say about it. */
  policy?: TemplateResult | typeof nothing;
}

/** The attributes that tie an input to its description and to what is wrong with it. */
export function tied({ name, about, note, policy }: Frame): {
  id: string;
  describedBy: string;
  invalid: 'true' | 'false';
} {
  const id = fieldId(name);
  const said = policy === undefined || policy === nothing ? '' : `${id}-policy`;
  const describedBy = [about === undefined ? '' : `${id}-about`, said, `${id}-note`].filter(Boolean).join(' ');
  return { id, describedBy, invalid: note?.error === undefined ? 'false' : 'true' };
}

/** A label, an input, its description, and beside it what is wrong or looks wrong. */
export function framed(frame: Frame, input: TemplateResult): TemplateResult {
  const { id } = tied(frame);
  const { error, hint } = frame.note ?? {};
  return html`<div class="field">
    <label for=${id}>${frame.label}${frame.optional ? html` <span class="muted">${l10n.t('(optional)')}</span>` : nothing}${frame.locked ? html` ${icon('lock')}<span class="hidden">${l10n.t('(locked)')}</span>` : nothing}</label>
    ${input}
    <div id="${id}-note">
      <div class="small bad" role="alert">${error === undefined ? nothing : html`${icon('error')} ${error}`}</div>
      <div class="small warn" role="status">${hint === undefined ? nothing : html`${icon('warning')} ${hint}`}</div>
    </div>
    ${frame.policy === undefined || frame.policy === nothing ? nothing : html`<div id="${id}-policy">${frame.policy}</div>`}
    ${frame.about === undefined ? nothing : html`<div class="small" id="${id}-about">${frame.about}</div>`}
  </div>`;
}
