/** A record of Acme's help desk. */
export interface Ticket {
  id: string;
  title: string;
  status: 'open' | 'closed';
  createdBy: string;
  createdAt: string;
}

const hour = 3_600_000;
const first = [
  { title: 'The coffee machine answers in hexadecimal', hours: 50, createdBy: 'grace@acme.example', status: 'closed' },
  { title: 'Invoice 1042 was paid twice', hours: 27, createdBy: 'ada@acme.example', status: 'open' },
  { title: 'New badge for Tomás', hours: 3, createdBy: 'tomas@acme.example', status: 'open' },
] as const;

/** The tickets, oldest first. */
export class Tickets {
  readonly #tickets: Ticket[];

  constructor(now = Date.now()) {
    this.#tickets = first.map(({ hours, ...ticket }, index) => ({
      id: `ACME-${index + 1}`,
      ...ticket,
      createdAt: new Date(now - hours * hour).toISOString(),
    }));
  }

  create(title: string, createdBy: string): Ticket {
    const id = `ACME-${this.#tickets.length + 1}`;
    const ticket: Ticket = { id, title, status: 'open', createdBy, createdAt: new Date().toISOString() };
    this.#tickets.push(ticket);
    return ticket;
  }

  /** Those created at `since` or later. */
  list(since?: Date): Ticket[] {
    return this.#tickets.filter(({ createdAt }) => !since || Date.parse(createdAt) >= since.getTime());
  }
}
