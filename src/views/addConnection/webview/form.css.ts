import { css } from 'lit';

/** The look of inputs, scopes and addresses in the form. */
export const formStyles = css`
  .field {
    margin-top: 16px;
  }
  .field > label,
  .field > .label {
    display: block;
    font-weight: 600;
    margin-bottom: 4px;
  }
  .field > .small,
  .field > div > .small:not(:empty) {
    margin-top: 4px;
  }
  .field .small .icon {
    width: 14px;
    height: 14px;
  }
  .field > label .muted {
    font-weight: 400;
  }
  input[type='text'],
  input[type='password'],
  input[type='search'],
  textarea,
  select,
  .box {
    width: 100%;
    min-height: 28px;
    padding: 3px 8px;
    font: inherit;
    color: var(--vscode-input-foreground);
    background: var(--vscode-input-background);
    border: 1px solid var(--vscode-input-border, var(--edge));
    border-radius: 2px;
  }
  textarea {
    resize: vertical;
    font-family: var(--vscode-editor-font-family, monospace);
  }
  /* Dots for a key that is typed or pasted, as in a password's input; not for the example. */
  .masked:not(:placeholder-shown) {
    -webkit-text-security: disc;
  }
  :is(input, textarea)[readonly],
  select:disabled,
  .box:has([readonly]) {
    color: var(--muted);
    background: color-mix(in srgb, var(--vscode-foreground) 5%, transparent);
    border-style: dashed;
    opacity: 1;
  }
  .field > label .icon {
    width: 13px;
    height: 13px;
    color: var(--muted);
  }
  :is(input, textarea)::placeholder {
    color: var(--vscode-input-placeholderForeground);
  }
  input:focus-visible,
  textarea:focus-visible,
  select:focus-visible,
  .box:focus-within {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .select {
    position: relative;
  }
  .select select {
    appearance: none;
    padding-inline-end: 28px;
    color: var(--vscode-dropdown-foreground);
    background: var(--vscode-dropdown-background);
    border-color: var(--vscode-dropdown-border, var(--edge));
  }
  :is(input, textarea, select)[aria-invalid='true'] {
    border-color: var(--vscode-inputValidation-errorBorder, var(--bad));
  }
  .select .icon {
    position: absolute;
    inset-inline-end: 8px;
    top: 6px;
    pointer-events: none;
  }
  .box {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
  }
  .box + .box {
    margin-top: 6px;
  }
  .address {
    flex-wrap: nowrap;
  }
  .address > span {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .address code {
    padding: 0;
    font-family: inherit;
    color: inherit;
    background: none;
  }
  .address .link {
    flex: none;
  }
  .box input[type='text'] {
    flex: 1 1 9em;
    min-width: 0;
    min-height: 20px;
    padding: 0;
    border: 0;
    background: none;
    outline: none;
  }
  .chip {
    display: inline-flex;
    align-items: center;
    gap: 3px;
    max-width: 100%;
    padding: 0 7px;
    border-radius: 9px;
    font-size: 0.9em;
    overflow-wrap: anywhere;
    color: var(--vscode-badge-foreground);
    background: var(--vscode-badge-background);
    border: 1px solid var(--vscode-contrastBorder, transparent);
  }
  .chip button {
    display: grid;
    padding: 0;
    border: 0;
    border-radius: 3px;
    color: inherit;
    background: none;
    cursor: pointer;
  }
  .chip:has(button) {
    color: var(--vscode-foreground);
    background: color-mix(in srgb, var(--accent) 30%, transparent);
  }
  .scope {
    margin-inline-start: 6px;
  }
  .scopes {
    margin-top: 6px;
  }
  .scopes summary {
    cursor: pointer;
    width: fit-content;
  }
  .scopes summary:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }
  .scopes ul {
    display: grid;
    gap: 2px;
    margin: 4px 0 0;
    padding: 0;
    list-style: none;
  }
  .scopes .icon {
    width: 13px;
    height: 13px;
    color: var(--good);
  }
  .scopes .scope {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .scopes .small {
    margin-inline-start: 4px;
  }
  .ways {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 10px;
  }
  .chip .icon {
    width: 12px;
    height: 12px;
  }
`;
