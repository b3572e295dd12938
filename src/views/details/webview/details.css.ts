import { css } from 'lit';

/** The look of the details page, on top of the theme. */
export const detailsStyles = css`
  main {
    max-width: 760px;
  }
  .heading {
    display: flex;
    align-items: center;
    gap: 14px;
    margin-bottom: 16px;
  }
  .heading .brand,
  .heading .tile {
    width: 40px;
    height: 40px;
    font-size: 1.3em;
  }
  .heading p {
    overflow-wrap: anywhere;
  }
  .state .icon {
    width: 20px;
    height: 20px;
  }
  .actions {
    margin-top: 16px;
  }
  .facts {
    margin: 24px 0 0;
    border-top: 1px solid var(--edge);
  }
  .fact {
    display: grid;
    grid-template-columns: 200px minmax(0, 1fr);
    gap: 2px 16px;
    padding: 8px 0;
    border-bottom: 1px solid var(--edge);
  }
  dt {
    color: var(--muted);
  }
  dd {
    display: flex;
    justify-content: space-between;
    gap: 12px;
    margin: 0;
    overflow-wrap: anywhere;
  }
  dd > span {
    min-width: 0;
  }
  dd > .link {
    flex: none;
    align-self: start;
  }
  .state .strong::first-letter {
    text-transform: uppercase;
  }
  .sharing {
    margin-top: 28px;
  }
  .sharing h2 {
    margin: 0 0 8px;
    font-size: 1.1em;
  }
  .readers {
    margin: 12px 0 0;
    padding: 0;
    list-style: none;
    border-top: 1px solid var(--edge);
  }
  .readers li {
    display: grid;
    grid-template-columns: 16px minmax(0, 1fr) minmax(0, 1fr);
    gap: 2px 12px;
    padding: 8px 0;
    border-bottom: 1px solid var(--edge);
    overflow-wrap: anywhere;
  }
  .sharing .links {
    align-items: center;
  }
  .use {
    margin-top: 24px;
  }
  .use h2 {
    margin: 0 0 8px;
  }
  .chart svg {
    display: block;
    width: 100%;
    height: 56px;
    border-bottom: 1px solid var(--vscode-charts-lines, var(--edge));
  }
  .chart .day {
    fill: transparent;
  }
  .chart g:hover .day {
    fill: color-mix(in srgb, var(--vscode-foreground) 8%, transparent);
  }
  .chart .good {
    fill: var(--vscode-charts-blue);
    background: var(--vscode-charts-blue);
  }
  .chart .failed {
    fill: var(--vscode-charts-red);
    background: repeating-linear-gradient(
      45deg,
      var(--vscode-editor-background) 0 1px,
      var(--vscode-charts-red) 1px 4px
    );
  }
  .chart .stripe {
    fill: var(--vscode-editor-background);
  }
  .axis,
  .legend,
  .totals {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
  }
  .axis {
    justify-content: space-between;
    margin-top: 4px;
  }
  .legend i {
    display: inline-block;
    width: 10px;
    height: 10px;
    margin-inline-end: 5px;
    vertical-align: -1px;
  }
  .history {
    margin-top: 28px;
  }
  .history h2 {
    margin: 0 0 8px;
    font-size: 1.1em;
  }
  .history ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .history li {
    display: grid;
    grid-template-columns: 200px minmax(0, 1fr);
    gap: 2px 16px;
    padding: 4px 0;
    overflow-wrap: anywhere;
  }
  @media (max-width: 520px) {
    .history li,
    .fact {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
