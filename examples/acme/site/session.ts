import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { cookie } from '../http.ts';
import { findPerson, type Person } from '../people.ts';

const name = 'acme_site';

/** Who is signed in to Acme's own pages, by a cookie; the authorization server has a session of its own. */
export class People {
  readonly #sessions = new Map<string, string>();

  start(response: ServerResponse, person: Person): void {
    const id = randomBytes(24).toString('base64url');
    this.#sessions.set(id, person.email);
    response.appendHeader('Set-Cookie', `${name}=${id}; Path=/; HttpOnly; SameSite=Lax`);
  }

  who(request: IncomingMessage): Person | undefined {
    return findPerson(this.#sessions.get(cookie(request, name) ?? ''));
  }

  end(request: IncomingMessage, response: ServerResponse): void {
    this.#sessions.delete(cookie(request, name) ?? '');
    response.appendHeader('Set-Cookie', `${name}=; Path=/; Max-Age=0`);
  }
}
