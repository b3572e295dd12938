import { type Acme, startAcme } from '../../examples/acme/acme.ts';
import type { AcmeOptions } from '../../examples/acme/options.ts';

/** Runs a test with an Acme of its own, which ends with it, however it ends. */
export async function withAcme(options: AcmeOptions, use: (acme: Acme) => Promise<void>): Promise<void> {
  const acme = await startAcme(options);
  try {
    await use(acme);
  } finally {
    await acme.close();
  }
}
