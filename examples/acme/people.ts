/** Somebody who can sign in to Acme. The e-mail address is the account's id. */
export interface Person {
  email: string;
  name: string;
}

/** The password of everybody: Acme is a demo. */
export const demoPassword = 'demo';

export const people: readonly Person[] = [
  { email: 'ada@acme.example', name: 'Ada Okafor' },
  { email: 'grace@acme.example', name: 'Grace Lindqvist' },
  { email: 'tomas@acme.example', name: 'Tomás Rivera' },
];

export function findPerson(email: string | undefined): Person | undefined {
  return people.find((person) => person.email === email?.trim().toLowerCase());
}

/** The person behind an address and a password; undefined where either is wrong. */
export function authenticate(email: string | undefined, password: string | undefined): Person | undefined {
  return password === demoPassword ? findPerson(email) : undefined;
}
