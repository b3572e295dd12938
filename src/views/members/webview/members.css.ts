import { css } from 'lit';

/** The look of the page, on top of the theme. */
export const membersStyles = css`
  main {
    max-width: 1080px;
  }
  .top {
    display: flex;
    flex-wrap: wrap;
    gap: 8px 24px;
    align-items: end;
    justify-content: space-between;
  }
  .top .actions {
    margin: 0;
  }
  .calm {
    margin: 20px 0 0;
  }
  .tasks {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .task {
    align-items: start;
  }
  .task .words {
    flex: 1;
    min-width: 0;
    overflow-wrap: anywhere;
  }
  .task vscode-button {
    flex: none;
  }
  .choices {
    margin: 24px 0 0;
  }
  select,
  input {
    min-width: 180px;
    max-width: 320px;
  }
  th,
  td {
    padding: 7px 12px 7px 0;
  }
  tbody th {
    overflow-wrap: anywhere;
  }
  .deeds {
    padding-inline-end: 0;
    text-align: end;
    white-space: nowrap;
  }
  .deeds .link + .link {
    margin-inline-start: 12px;
  }
  td:nth-of-type(1) {
    white-space: nowrap;
  }
  td:nth-of-type(2) {
    min-width: 130px;
  }
  td .link {
    white-space: nowrap;
  }
`;
