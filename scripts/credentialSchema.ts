import * as z from 'zod';
import { sharingKinds } from '../src/model/sharing.ts';

/* `credential` of a connection file, for the editor that completes it. Patchbay itself reads it more leniently: what a newer one writes stays. */

const examples = ['env:NAME', 'file:~/path', 'vault://store/mount/path#field'];

const reference = z
  .string()
  .regex(
    /^(env:[^\s=]+|file:(~[\\/]|\/|[A-Za-z]:[\\/]|\\\\).*|vault:\/\/[^/?#]+\/[^/?#]+\/[^?#]+(\?version=[1-9]\d*)?#.+)$/,
  )
  .meta({
    examples,
    patternErrorMessage: `Where the secret lies: ${examples.join(', ')}. Never the secret itself.`,
  });

const written = 'Written by Patchbay. A change by hand makes the signature wrong, and nobody can open it.';

/** What stands under `credential`; any other kind and key may as well. */
export const credentialSchema = z.looseObject({
  kind: z
    .union([z.enum(['vault', ...sharingKinds]), z.string()])
    .describe(
      'How the secret reaches those who use the connection: `sealed` to the members of the folder, `eachMember` signs in, a `reference` to where it lies; `vault` in the Personal Workspace.',
    ),
  from: z
    .looseObject({
      token: reference.optional(),
      password: reference.optional(),
      clientSecret: reference.optional(),
      privateKey: reference.optional(),
    })
    .optional()
    .describe('Of a `reference`: where each secret lies. It is looked up at each use and never kept.'),
  sealed: z.string().optional().describe(`The secret, sealed with age. ${written}`),
  recipients: z.array(z.string()).optional().describe(`The public keys that it is sealed to. ${written}`),
  sealedBy: z.string().optional().describe(`The member who sealed it. ${written}`),
  sealedAt: z.string().optional().describe(`When it was sealed. ${written}`),
  signature: z.string().optional().describe(`The sealer’s signature over all of it. ${written}`),
  rotate: z
    .looseObject({ since: z.string(), because: z.string() })
    .optional()
    .describe('Somebody who may not use it any more knew the secret: it is to be replaced at the provider.'),
});
