import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import type { GovernedField } from '../../../connections/governedFormTypes.ts';
import { isSecretField } from '../../../model/formField.ts';
import type { Dispatch } from './change.ts';
import { type Frame, framed, tied } from './fieldFrame.ts';
import { noteOf, valueIn } from './form.ts';
import { fieldPolicyView } from './policyView.ts';
import { type Option, selectView } from './selectView.ts';
import type { PanelState } from './state.ts';

/** One input of the connector's form. */
export function fieldView(state: PanelState, field: GovernedField, dispatch: Dispatch): TemplateResult {
  const frame: Frame = {
    name: field.name,
    label: field.label,
    optional: !field.required && field.or === undefined && !field.policy?.locked && !field.policy?.secret,
    about: field.description,
    note: noteOf(state, field),
    policy: fieldPolicyView(field.policy, dispatch),
    locked: field.policy?.locked !== undefined,
  };
  const locked = field.policy?.locked !== undefined;
  const value = valueIn(state, field);
  const type = (event: Event) =>
    dispatch({ type: 'typeValue', field, value: (event.target as HTMLInputElement).value });
  const leave = () => dispatch({ type: 'leaveField', name: field.name });
  if (field.kind === 'choice') {
    // An empty first line, so that nothing is chosen for somebody.
    const empty: Option[] = value === '' ? [{ value: '', label: '' }] : [];
    return framed(frame, selectView(tied(frame), [...empty, ...(field.choices ?? [])], value, type, leave, locked));
  }
  const { id, describedBy, invalid } = tied(frame);
  const hides = isSecretField(field) && field.kind !== 'reference';
  if (field.kind === 'privateKey') {
    return framed(
      frame,
      html`<textarea
        id=${id}
        class="masked"
        rows="4"
        autocomplete="off"
        spellcheck="false"
        autocapitalize="off"
        placeholder=${field.placeholder ?? nothing}
        ?readonly=${locked}
        aria-describedby=${describedBy}
        aria-invalid=${invalid}
        .value=${live(value)}
        @input=${type}
        @blur=${leave}
      ></textarea>`,
    );
  }
  return framed(
    frame,
    html`<input
      id=${id}
      type=${hides ? 'password' : 'text'}
      inputmode=${field.kind === 'url' ? 'url' : nothing}
      autocomplete=${hides ? 'new-password' : 'off'}
      spellcheck="false"
      autocapitalize="off"
      placeholder=${(field.policy?.secret ? '••••••••' : field.placeholder) ?? nothing}
      ?readonly=${locked}
      aria-describedby=${describedBy}
      aria-invalid=${invalid}
      aria-required=${field.required}
      .value=${live(value)}
      @input=${type}
      @blur=${leave}
    />`,
  );
}
