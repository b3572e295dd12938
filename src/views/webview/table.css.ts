import { css } from 'lit';

/** A table with choices above it, as pages share it; a page adds its measures. */
export const tableStyles = css`
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
  }
  .choices label > span {
    display: block;
    color: var(--muted);
    font-size: 0.85em;
  }
  select,
  input:not([type='checkbox']) {
    padding: 3px 6px;
    font: inherit;
    color: var(--vscode-dropdown-foreground, var(--vscode-foreground));
    background: var(--vscode-dropdown-background, var(--vscode-editor-background));
    border: 1px solid var(--vscode-dropdown-border, var(--edge));
  }
  select:focus-visible,
  input:focus-visible,
  .scroll:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .scroll {
    overflow-x: auto;
  }
  table {
    width: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    border-bottom: 1px solid var(--edge);
    font-weight: 400;
    text-align: start;
    vertical-align: top;
  }
  thead th {
    color: var(--muted);
    font-size: 0.85em;
    white-space: nowrap;
  }
`;
