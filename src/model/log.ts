/** Where the extension says what it does. Callers pass words and {@link Problem} codes, never a secret or a URI with its query. */
export interface Log {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string, cause?: unknown): void;
}
