import { css } from 'lit';

/** The look of a sign-in by a code. */
export const deviceStyles = css`
  .device {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-start;
    gap: 24px;
    padding: 18px 20px;
    border: 1px solid var(--edge);
    border-radius: 5px;
    background: var(--card);
  }
  .device-steps {
    flex: 1 1 280px;
    min-width: 0;
  }
  .device .label {
    font-weight: 600;
  }
  .device-line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px 14px;
    margin: 6px 0 20px;
  }
  .device-line code {
    padding: 0;
    overflow-wrap: anywhere;
    color: inherit;
    background: none;
    user-select: text;
  }
  .user-code {
    font-family: var(--vscode-editor-font-family, monospace);
    font-size: 2.2em;
    font-weight: 600;
    line-height: 1.2;
    letter-spacing: 0.06em;
    overflow-wrap: anywhere;
    user-select: text;
  }
  .qr {
    flex: none;
    width: 172px;
    margin: 0;
  }
  .qr svg {
    display: block;
    width: 100%;
    border-radius: 4px;
    border: 1px solid var(--edge);
  }
  .qr figcaption {
    margin-top: 6px;
  }
`;
