import { css, unsafeCSS } from 'lit';
import { tileColours } from './tile.ts';

const tiles = unsafeCSS(tileColours.map((colour, index) => `.tile-${index} { background: ${colour}; }`).join('\n'));

/** The look of every webview: the editor's colours only, so that each theme, high contrast among them, works. */
export const theme = css`
  :root {
    --muted: var(--vscode-descriptionForeground);
    --card: var(--vscode-editorWidget-background);
    --edge: var(--vscode-contrastBorder, color-mix(in srgb, var(--vscode-foreground) 14%, transparent));
    --accent: var(--vscode-contrastActiveBorder, var(--vscode-focusBorder));
    --good: var(--vscode-testing-iconPassed, var(--vscode-charts-green));
    --bad: var(--vscode-errorForeground);
    --warn: var(--vscode-editorWarning-foreground);
  }
  body {
    margin: 0;
    padding: 0;
    color: var(--vscode-foreground);
    background-color: var(--vscode-editor-background);
    font: var(--vscode-font-weight, normal) var(--vscode-font-size, 13px) / 1.45 var(--vscode-font-family, sans-serif);
  }
  *,
  *::before {
    box-sizing: border-box;
  }
  main {
    max-width: 980px;
    margin: 0 auto;
    padding: clamp(16px, 4vw, 32px);
  }
  h1 {
    font-size: 1.7em;
    font-weight: 400;
    line-height: 1.2;
    margin: 0;
    outline: none;
    overflow-wrap: anywhere;
  }
  h2 {
    font-size: 0.85em;
    font-weight: 400;
    letter-spacing: 0.06em;
    text-transform: uppercase;
    color: var(--muted);
    margin: 20px 0 8px;
  }
  p {
    margin: 4px 0;
  }
  .muted {
    color: var(--muted);
  }
  .lead {
    color: var(--muted);
    margin: 4px 0 24px;
  }
  .hidden {
    position: absolute;
    width: 1px;
    height: 1px;
    margin: -1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  .icon {
    width: 16px;
    height: 16px;
    flex: none;
    vertical-align: -3px;
  }
  .brand,
  .tile {
    width: 28px;
    height: 28px;
    flex: none;
  }
  .tile {
    display: grid;
    place-items: center;
    border-radius: 4px;
    font-weight: 600;
    color: #ffffff;
    border: 1px solid var(--vscode-contrastBorder, transparent);
  }
  ${tiles}
  .vscode-high-contrast .tile {
    color: var(--vscode-foreground);
    background: none;
  }
  .card {
    display: flex;
    gap: 10px;
    padding: 10px 14px;
    border: 1px solid var(--edge);
    border-radius: 5px;
    background: var(--card);
    color: var(--vscode-foreground);
    text-align: start;
    font: inherit;
    min-width: 0;
  }
  .strong {
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .block {
    display: block;
  }
  .links {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 16px;
    margin-top: 12px;
  }
  .links:empty {
    display: none;
  }
  .small {
    font-size: 0.85em;
    color: var(--muted);
  }
  .badge {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    padding: 0 7px;
    border-radius: 9px;
    font-size: 0.8em;
    font-weight: 400;
    line-height: 1.6;
    color: var(--vscode-badge-foreground);
    background: var(--vscode-badge-background);
    border: 1px solid var(--vscode-contrastBorder, transparent);
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    font: inherit;
    color: var(--vscode-textLink-foreground);
    cursor: pointer;
    text-align: start;
    text-decoration: var(--text-link-decoration, none);
  }
  .link:hover {
    color: var(--vscode-textLink-activeForeground);
    text-decoration: underline;
  }
  .link:focus-visible,
  .icon-button:focus-visible,
  .chip button:focus-visible,
  [role='alert']:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
    margin-top: 24px;
  }
  .notice {
    display: flex;
    gap: 10px;
    margin: 16px 0;
    padding: 10px 14px;
    border: 1px solid var(--vscode-inputValidation-errorBorder, var(--bad));
    border-radius: 5px;
    background: var(--vscode-inputValidation-errorBackground);
    color: var(--vscode-inputValidation-errorForeground, var(--vscode-foreground));
    overflow-wrap: anywhere;
  }
  .notice > .icon {
    margin-top: 1px;
  }
  .caution {
    border-color: var(--vscode-inputValidation-warningBorder, var(--warn));
    background: var(--vscode-inputValidation-warningBackground);
    color: var(--vscode-inputValidation-warningForeground, var(--vscode-foreground));
  }
  .good {
    color: var(--good);
  }
  .warn {
    color: var(--warn);
  }
  .bad {
    color: var(--bad);
  }
  vscode-button[secondary]::part(base) {
    border-color: var(--vscode-button-secondaryBorder, var(--vscode-button-border, transparent));
  }
  .vscode-high-contrast vscode-button[secondary]::part(base) {
    background-color: transparent;
  }
  vscode-progress-ring {
    width: 20px;
    height: 20px;
    flex: none;
  }
  @media (prefers-reduced-motion: reduce) {
    vscode-progress-ring::part(indeterminate-indicator-1) {
      animation: none;
      stroke-dasharray: 30 14;
    }
  }
`;
