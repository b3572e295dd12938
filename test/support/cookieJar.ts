/** The cookies of one origin, as far as Acme needs them: name, value, path, end. */
export class CookieJar {
  readonly #cookies = new Map<string, { value: string; path: string }>();

  /** Takes what a response sets. */
  take(response: Response): void {
    for (const line of response.headers.getSetCookie()) {
      const [pair = '', ...attributes] = line.split(/; */);
      const at = pair.indexOf('=');
      const name = pair.slice(0, at);
      const find = (key: string) =>
        attributes.find((attribute) => attribute.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
      const path = find('path') ?? '/';
      const ended = find('max-age') === '0' || Date.parse(find('expires') ?? '') < Date.now();
      if (ended) this.#cookies.delete(`${name} ${path}`);
      else this.#cookies.set(`${name} ${path}`, { value: pair.slice(at + 1), path });
    }
  }

  /** The header for a request to `path`. */
  header(path: string): string {
    return [...this.#cookies]
      .filter(([, cookie]) => path === cookie.path || path.startsWith(cookie.path.replace(/\/?$/, '/')))
      .map(([key, { value }]) => `${key.split(' ')[0]}=${value}`)
      .join('; ');
  }
}
