import { css } from 'lit';

/** The look of the Add connection panel, on top of the theme. */
export const panelStyles = css`
  .columns {
    display: grid;
    grid-template-columns: 190px minmax(0, 1fr);
    gap: 20px;
    align-items: start;
  }
  .stepper {
    display: grid;
    gap: 4px;
    margin: 0;
    padding: 0;
    list-style: none;
    position: sticky;
    top: 16px;
  }
  .step {
    display: flex;
    gap: 10px;
    width: 100%;
    padding: 7px 8px;
    border: 1px solid transparent;
    border-radius: 4px;
    background: none;
    color: var(--muted);
    font: inherit;
    text-align: start;
  }
  button.step {
    cursor: pointer;
    color: var(--vscode-foreground);
  }
  button.step:hover {
    background: var(--vscode-list-hoverBackground);
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
  button.step:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
  .step[aria-current] {
    color: var(--vscode-foreground);
    background: color-mix(in srgb, var(--vscode-foreground) 8%, transparent);
    border-color: var(--vscode-contrastActiveBorder, transparent);
  }
  .step .mark {
    display: grid;
    place-items: center;
    flex: none;
    width: 18px;
    height: 18px;
    border: 1px solid currentColor;
    border-radius: 50%;
    font-size: 0.8em;
    line-height: 1;
  }
  .step .mark .icon {
    width: 12px;
    height: 12px;
    stroke-width: 2;
  }
  .step.done .mark {
    color: var(--good);
    background: color-mix(in srgb, var(--good) 15%, transparent);
  }
  .step[aria-current] .mark {
    color: var(--vscode-textLink-foreground);
  }
  .step .small {
    display: block;
    overflow-wrap: anywhere;
  }

  .chips {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin: 12px 0 0;
    padding: 0;
    border: 0;
  }
  .chips label {
    padding: 2px 10px;
    border: 1px solid var(--edge);
    border-radius: 13px;
    cursor: pointer;
  }
  .chips label:hover {
    background: var(--vscode-list-hoverBackground);
  }
  .chips label:has(:checked) {
    background: var(--vscode-list-inactiveSelectionBackground);
    border-color: var(--vscode-contrastActiveBorder, var(--edge));
  }
  .chips label:has(:focus-visible) {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .search {
    position: relative;
  }
  .search .icon {
    position: absolute;
    inset-inline-start: 10px;
    top: 9px;
    color: var(--muted);
    pointer-events: none;
  }
  .search input::-webkit-search-cancel-button {
    filter: grayscale(1);
  }
  .search input[type='search'] {
    padding: 7px 10px 7px 32px;
  }
  .grid {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 190px), 1fr));
    gap: 10px;
  }
  [role='option'] {
    align-items: center;
    cursor: pointer;
    min-height: 50px;
  }
  /* What is far from the screen is not laid out or painted; it keeps its place, and its height once it was seen. */
  [role='option']:nth-child(n + 25),
  .apart li:nth-child(n + 25) {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 28px;
  }
  [role='option'] .strong + .badge {
    display: inline-block;
  }
  [role='option']:hover,
  .choice:hover {
    background: var(--vscode-list-hoverBackground);
  }
  [role='option']:focus-visible {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  [role='option'][aria-selected='true'] {
    border-color: var(--accent);
  }

  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 260px), 1fr));
    gap: 10px;
    margin: 0;
    padding: 0;
    border: 0;
    min-width: 0;
  }
  .choices.one-column {
    grid-template-columns: minmax(0, 1fr);
  }
  .one-column .choice {
    min-height: 0;
  }
  .choice {
    position: relative;
    cursor: pointer;
    min-height: 64px;
  }
  .choice:has(:checked) {
    border-color: var(--accent);
    box-shadow: inset 0 0 0 1px var(--accent);
    background: color-mix(in srgb, var(--accent) 14%, var(--card));
  }
  .choice:has(:focus-visible) {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }
  .choice:has(:disabled) {
    cursor: default;
    border-style: dashed;
    background: none;
  }
  .choice .badge {
    color: var(--vscode-foreground);
    background: color-mix(in srgb, var(--accent) 30%, transparent);
  }

  .choice.blocked {
    border-style: dashed;
    background: none;
  }
  .choice.blocked:has(:checked) {
    border-color: var(--bad);
    box-shadow: none;
  }
  .choice .badge.refused {
    background: color-mix(in srgb, var(--bad) 22%, transparent);
  }
  .choice .reason {
    margin-top: 4px;
    color: var(--vscode-foreground);
  }
  .choice .reason .icon {
    width: 14px;
    height: 14px;
    color: var(--bad);
  }
  .apart {
    display: grid;
    gap: 8px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .apart li {
    display: flex;
    gap: 10px;
    align-items: center;
  }
  .none {
    margin-top: 20px;
  }
  .about {
    display: flex;
    gap: 12px;
    align-items: flex-start;
    margin-bottom: 16px;
  }
  .about .small {
    margin-inline-start: 6px;
  }
  .about .small[role='note'] {
    margin: 2px 0 0;
  }
  .create {
    margin-top: 8px;
  }
  .create ol {
    margin: 2px 0 0;
    padding-inline-start: 20px;
  }
  .create .link + .small {
    margin-top: 4px;
  }
  .policy {
    display: flex;
    gap: 6px;
    align-items: baseline;
  }
  .policy .icon {
    flex: none;
    align-self: center;
  }

  .waiting,
  .result {
    display: flex;
    align-items: center;
    gap: 12px;
    margin: 16px 0;
    overflow-wrap: anywhere;
  }
  .result .good .icon {
    width: 28px;
    height: 28px;
  }
  .inline-form {
    display: flex;
    gap: 8px;
  }

  @media (max-width: 620px) {
    .columns {
      grid-template-columns: minmax(0, 1fr);
      gap: 12px;
    }
    .stepper {
      display: flex;
      position: static;
    }
    .step {
      padding: 5px;
      width: auto;
    }
    .step:not([aria-current]) .words {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
`;
