import * as l10n from '@vscode/l10n';
import * as z from 'zod/mini';
import { storeMisconfigured } from '../../model/problems.ts';
import { describeIssue } from '../../model/schemaIssue.ts';
import { type LocalPlace, localPlace } from '../localPlace.ts';
import { isSafeAddress } from '../organisation/fetchBundle.ts';

/** How to sign in to a Vault. The secrets themselves lie where these places say. */
export type StoreAuth =
  /** The first of the places that has one. */
  | { method: 'token'; token: LocalPlace[] }
  | { method: 'approle'; mount: string; roleId: string | LocalPlace; secretId: LocalPlace };

export interface VaultConfig {
  /** With no slash at the end. */
  address: string;
  namespace?: string;
  auth: StoreAuth;
}

const authSchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('token'), token: z.string() }),
  z.strictObject({
    method: z.literal('approle'),
    mount: z._default(z.string().check(z.regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/)), 'approle'),
    roleId: z.string().check(z.minLength(1)),
    secretId: z.string(),
  }),
]);

const vaultSchema = z.strictObject({
  type: z.enum(['hashicorp-vault', 'openbao']),
  address: z.string(),
  namespace: z.optional(z.string().check(z.regex(/^[\x21-\x7e]+$/))),
  auth: authSchema,
});

/**
 * What the setting says of a store.
 *
 * @throws Problem `PB726` with what is wrong.
 */
export function readVaultConfig(name: string, setting: unknown): VaultConfig {
  const parsed = vaultSchema.safeParse(setting);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') || name;
    throw storeMisconfigured(name, l10n.t('“{0}” {1}', where, issue ? describeIssue(issue, setting) : ''));
  }
  const { address, namespace, auth } = parsed.data;
  return {
    address: requireAddress(name, address),
    ...(namespace ? { namespace } : {}),
    auth:
      auth.method === 'token' ? { method: 'token', token: [place(name, 'token', auth.token)] } : appRole(name, auth),
  };
}

/** Where the command line of Vault (or OpenBao) finds its server, if it is told. */
export function environmentConfig(environment: NodeJS.ProcessEnv): VaultConfig | undefined {
  // OpenBao's own names come first, and each falls back to Vault's: https://openbao.org/docs/commands/#environment-variables.
  // Where both name a server, each token is for its own.
  const addresses = ['BAO', 'VAULT'].filter((prefix) => environment[`${prefix}_ADDR`]);
  const prefixes = addresses.length === 1 ? ['BAO', 'VAULT'] : addresses.slice(0, 1);
  const first = (name: string) => prefixes.map((prefix) => environment[`${prefix}_${name}`]).find(Boolean);
  const address = first('ADDR');
  if (!address) return undefined;
  const namespace = first('NAMESPACE');
  const token: LocalPlace[] = [
    ...prefixes.map((prefix): LocalPlace => ({ kind: 'env', name: `${prefix}_TOKEN` })),
    { kind: 'file', path: '~/.vault-token' },
  ];
  return {
    address: requireAddress('default', address),
    ...(namespace ? { namespace } : {}),
    auth: { method: 'token', token },
  };
}

type AppRole = Extract<z.infer<typeof authSchema>, { method: 'approle' }>;

/** A role id is a name, and may stand there itself. */
function appRole(name: string, { mount, roleId, secretId }: AppRole): StoreAuth {
  return {
    method: 'approle',
    mount,
    roleId: localPlace(roleId) ?? roleId,
    secretId: place(name, 'secretId', secretId),
  };
}

function place(name: string, key: string, text: string): LocalPlace {
  const found = localPlace(text);
  // Settings are synchronised and shown on screens: no secret belongs there. So the text is not repeated either.
  if (!found) throw storeMisconfigured(name, l10n.t('“{0}” is neither “env:NAME” nor “file:/path”', key));
  return found;
}

function requireAddress(name: string, address: string): string {
  const url = URL.parse(address);
  if (!url || !isSafeAddress(address) || url.search || url.hash)
    throw storeMisconfigured(name, l10n.t('its address must begin with https:// and hold neither password nor query'));
  return url.href.replace(/\/+$/, '');
}
