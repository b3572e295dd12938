import { css } from 'lit';

/** The look of the page, on top of the theme. */
export const callsStyles = css`
  main {
    max-width: 1240px;
  }
  .choices {
    align-items: end;
  }
  .choices .check {
    display: flex;
    gap: 6px;
    align-items: center;
    padding-bottom: 4px;
  }
  .choices .check > span {
    color: inherit;
    font-size: 1em;
  }
  select,
  input[type='search'] {
    min-width: 220px;
    max-width: 340px;
    height: 26px;
  }
  input[type='checkbox'] {
    margin: 0;
    accent-color: var(--vscode-button-background);
  }
  .count,
  .none {
    margin: 14px 0 6px;
  }
  th,
  td {
    padding: 5px 14px 5px 0;
    white-space: nowrap;
  }
  tbody tr:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .time,
  .number {
    font-variant-numeric: tabular-nums;
  }
  .number {
    text-align: end;
  }
  .method,
  .path {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 0.95em;
  }
  .path,
  .words {
    width: 100%;
    min-width: 180px;
    white-space: normal;
    overflow-wrap: anywhere;
  }
  .words {
    font-style: italic;
  }
  .name,
  .by {
    max-width: 190px;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .empty p {
    margin: 8px 0 0;
  }
  .empty .actions {
    margin-top: 14px;
  }
`;
