import * as z from 'zod/mini';
import type { DeviceCode } from '../../auth/deviceAnswer.ts';
import { type RedirectWay, redirectWays } from '../../auth/redirect/way.ts';
import type { DenialText, GovernedForm } from '../../connections/governedFormTypes.ts';
import type { RedirectUri } from '../../connections/redirectUris.ts';
import { authTypes } from '../../model/authType.ts';
import type { CatalogEntry } from '../../model/connector.ts';
import { sharingKinds } from '../../model/sharing.ts';

/** A folder as the panel offers it. */
export interface FolderChoice {
  id: string;
  label: string;
  kind: 'personal' | 'shared';
  description?: string;
  /** Why it cannot be chosen today, as a sentence; absent where it can. */
  blocked?: string;
  /** The line that says so, as {@link FormPlaces} knows it. */
  place?: number;
}

/** A connector as the gallery draws it. */
export interface ConnectorCard extends CatalogEntry {
  /** How many connections of it exist in this workspace. */
  used: number;
  /** How many of those need a sign-in or have another problem with their grant. */
  attention: number;
  /** Its place among the applications that the person signed in with last, the last being 0; absent where it is none of them. */
  recent?: number;
  /** Policies allow it nowhere: by whom, as a sentence, and the line. */
  off?: { sentence: string; at?: string; place?: number };
}

/** A problem as a person reads it. */
export interface ProblemText {
  /** Stable, such as `PB204`. */
  code: string;
  message: string;
  /** What to do next. */
  remedy: string;
  /** Where a policy does not allow it. */
  denial?: DenialText;
}

/** From the extension to the panel. No message carries a secret. */
export type ToPanel =
  /** Everything for the first screens; sent again when folders or connections change. What is typed stays. */
  | { type: 'gallery'; folders: FolderChoice[]; connectors: ConnectorCard[] }
  /** What the person already said, by the place where they clicked +: after the first `gallery`, and when they click again. */
  | { type: 'preselect'; folder?: string; connector?: string }
  /** The answer to `chooseConnector`; sent again when policies change. */
  | { type: 'form'; form: GovernedForm; redirectUris: RedirectUri[] }
  /** While connecting. `paste` is true while an address may be pasted (`pasteAddress`). */
  | { type: 'progress'; message: string; paste: boolean }
  /** While connecting: what to type where. Nothing of it outlives the attempt. */
  | { type: 'deviceCode'; code: DeviceCode }
  /** Said after `copyDeviceCode`. */
  | { type: 'deviceCodeCopied' }
  /** The pasted address was not taken; the attempt goes on. */
  | { type: 'pasteRefused'; problem: ProblemText }
  /** The attempt ended without a connection. `field` names the input it is about; `ways` are other ways to try. */
  | { type: 'failed'; problem: ProblemText; field?: string; ways: RedirectWay[] }
  /** The attempt was cancelled by the person. */
  | { type: 'cancelled' }
  | { type: 'connected'; id: string; name: string; account?: string; folder: string }
  /** Said after `copyRedirectUri`. */
  | { type: 'copied'; index: number };

/** From the panel to the extension; nothing else is accepted. */
export const fromPanelSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('chooseConnector'), key: z.string(), folder: z.string() }),
  z.strictObject({
    type: z.literal('connect'),
    folder: z.string(),
    connector: z.string(),
    authType: z.enum(authTypes),
    /** Empty: named after the account. */
    name: z.string().check(z.maxLength(200)),
    accountKind: z.enum(['personal', 'service']),
    /** Field name → value, secrets among them: they travel this way once and are never sent back. */
    values: z.record(z.string(), z.string().check(z.maxLength(20_000))),
    scopes: z.array(z.string().check(z.maxLength(1000))).check(z.maxLength(500)),
    /** In a shared folder. */
    sharing: z.optional(z.enum(sharingKinds)),
    /** Field name → where its secret lies. */
    references: z.optional(z.record(z.string(), z.string().check(z.maxLength(5000)))),
    way: z.optional(z.enum(redirectWays)),
  }),
  z.strictObject({ type: z.literal('pasteAddress'), address: z.string().check(z.maxLength(20_000)) }),
  z.strictObject({ type: z.literal('cancel') }),
  /** The code and the page are those that the extension sent last; the panel names none. */
  z.strictObject({ type: z.literal('copyDeviceCode') }),
  z.strictObject({ type: z.literal('openDevicePage') }),
  /** The place in `redirectUris` of the form that was sent last. */
  z.strictObject({ type: z.literal('copyRedirectUri'), index: z.number().check(z.int(), z.minimum(0)) }),
  /** The extension knows the address; the panel never names one. `values` fill it (a site, a region), no secrets. */
  z.strictObject({
    type: z.literal('openLink'),
    link: z.enum(['create', 'docs']),
    connector: z.string(),
    authType: z.enum(authTypes),
    values: z.record(z.string(), z.string().check(z.maxLength(2000))),
  }),
  /** Run “Join This Workspace” for the folder of the form that was sent last. */
  z.strictObject({ type: z.literal('joinWorkspace') }),
  /** Show a line that a message named; the extension knows which it is. */
  z.strictObject({ type: z.literal('showPlace'), place: z.number().check(z.int(), z.minimum(0)) }),
  /** Show the new connection's details. */
  z.strictObject({ type: z.literal('showDetails'), id: z.string() }),
  /** Make a connector of the workspace's own. */
  z.strictObject({ type: z.literal('newConnector') }),
  z.strictObject({ type: z.literal('close') }),
]);

export type FromPanel = z.infer<typeof fromPanelSchema>;
