import { css } from 'lit';

/** The look of the matrix, on top of the theme. */
export const governanceStyles = css`
  main {
    max-width: 1240px;
  }
  .choices {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
    margin: 16px 0;
  }
  .choices label > span {
    display: block;
    color: var(--muted);
    font-size: 0.85em;
  }
  select,
  input {
    min-width: 140px;
    max-width: 240px;
    padding: 3px 6px;
    font: inherit;
    color: var(--vscode-dropdown-foreground, var(--vscode-foreground));
    background: var(--vscode-dropdown-background, var(--vscode-editor-background));
    border: 1px solid var(--vscode-dropdown-border, var(--edge));
  }
  .both {
    display: grid;
    grid-template-columns: minmax(0, 1fr) minmax(260px, 340px);
    gap: 24px;
    align-items: start;
  }
  .row {
    display: grid;
    grid-auto-flow: column;
    grid-template-columns: minmax(96px, 160px);
    grid-auto-columns: minmax(40px, 1fr);
    gap: 4px;
    margin-bottom: 4px;
    content-visibility: auto;
    contain-intrinsic-size: auto 28px;
  }
  .head {
    align-items: end;
    color: var(--muted);
    font-size: 0.85em;
    text-align: center;
    overflow-wrap: anywhere;
    content-visibility: visible;
    position: sticky;
    top: 0;
    z-index: 1;
    padding: 4px 0;
    background: var(--vscode-editor-background);
  }
  [role='rowheader'] {
    align-self: center;
    overflow-wrap: anywhere;
  }
  .cell {
    display: grid;
    place-items: center;
    min-height: 26px;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 3px;
    cursor: pointer;
    background: color-mix(in srgb, currentColor 14%, transparent);
  }
  .cell.none {
    cursor: default;
    background: color-mix(in srgb, currentColor 5%, transparent);
  }
  .cell:focus-visible,
  .cell[aria-selected='true'] {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
  }
  .allowed {
    color: var(--good);
  }
  .filled {
    color: var(--vscode-textLink-foreground);
  }
  .warned {
    color: var(--warn);
  }
  .denied {
    color: var(--bad);
  }
  .unknown,
  .none {
    color: var(--muted);
  }
  .legend > span {
    margin-inline-end: 10px;
  }
  .reason {
    display: block;
    position: sticky;
    top: 16px;
    overflow-wrap: anywhere;
  }
  .reason h2 {
    margin: 0 0 8px;
    font-size: 1em;
    font-weight: 600;
    letter-spacing: normal;
    text-transform: none;
    color: inherit;
  }
  .reason ul {
    margin: 0;
    padding-inline-start: 18px;
  }
  @media (max-width: 760px) {
    .both {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
