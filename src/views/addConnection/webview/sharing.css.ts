import { css } from 'lit';

/** The look of the ways to share a credential. */
export const sharingStyles = css`
  .sharing {
    margin: 16px 0 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  .sharing > legend {
    padding: 0;
    margin-bottom: 4px;
    font-weight: 600;
  }
  .sharing:focus:not(:focus-visible) {
    outline: none;
  }
  .sharing:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 6px;
  }
  .sharing > div > .small:not(:empty) {
    margin-top: 6px;
  }
  .sharing .choices {
    gap: 6px;
  }
  .sharing .card {
    display: block;
    padding: 0;
    cursor: default;
  }
  .sharing label {
    display: flex;
    gap: 10px;
    padding: 8px 14px;
    cursor: pointer;
  }
  .sharing .blocked label {
    cursor: default;
  }
  .sharing .blocked:hover {
    background: none;
  }
  .sharing .blocked .strong,
  .sharing .blocked label > .icon {
    color: var(--muted);
    font-weight: 400;
  }
  .sharing label > .icon {
    margin-top: 2px;
  }
  .sharing .more {
    display: grid;
    gap: 2px;
    padding: 0 14px 8px 40px;
    overflow-wrap: anywhere;
  }
  .sharing .small .icon {
    width: 14px;
    height: 14px;
  }
  .sharing summary {
    cursor: pointer;
    width: fit-content;
  }
  .sharing summary:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }
  .sharing ul {
    max-height: 12em;
    margin: 2px 0 4px;
    padding-inline-start: 18px;
    overflow: auto;
  }
  .elsewhere {
    margin-top: 10px;
  }
  .elsewhere input {
    margin: 0 4px 0 0;
    vertical-align: -2px;
    accent-color: var(--accent);
  }
  .elsewhere input:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }
  .elsewhere .small {
    padding-inline-start: 21px;
  }
`;
