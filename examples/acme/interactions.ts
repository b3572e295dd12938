import type Provider from 'oidc-provider';
import type { Interaction, InteractionResults } from 'oidc-provider';
import { type Exchange, type Handler, HttpError, readForm, redirect } from './http.ts';
import { consentForm } from './pages/consent.ts';
import { sendPage } from './pages/layout.ts';
import { signInForm, wrongPassword } from './pages/signIn.ts';
import { authenticate, findPerson } from './people.ts';
import { routes } from './provider.ts';
import type { People } from './site/session.ts';

/** The sign-in and consent pages of the authorization endpoint and of the device flow. */
export function interactions(provider: Provider, sessions: People): Handler {
  return async (exchange) => {
    const [, uid, step = ''] = /^\/interaction\/([\w-]+)(?:\/(\w+))?$/.exec(exchange.url.pathname) ?? [];
    if (uid === undefined) return false;
    const { request, response } = exchange;
    const interaction = await provider.interactionDetails(request, response).catch(() => {
      throw new HttpError(
        400,
        'This sign-in has ended or was started in another browser. Go back to the app and start again.',
      );
    });
    if (request.method === 'GET' && step === '') return show(provider, exchange, interaction);
    const form = request.method === 'POST' ? await readForm(request) : undefined;
    if (!form) throw new HttpError(404, 'There is no such page.');
    if (step === 'cancel' || form.get('decision') === 'deny') return finish(provider, exchange, denied);
    if (step === 'login') return signIn(provider, exchange, interaction, form, sessions);
    if (step === 'switch') return switchAccount(provider, exchange, interaction);
    if (step === 'consent') return consent(provider, exchange, interaction);
    throw new HttpError(404, 'There is no such page.');
  };
}

const denied: InteractionResults = { error: 'access_denied', error_description: 'The person did not allow it.' };

async function finish(
  provider: Provider,
  { request, response }: Exchange,
  result: InteractionResults,
): Promise<boolean> {
  await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: true });
  return true;
}

async function show(
  provider: Provider,
  { response }: Exchange,
  interaction: Interaction,
  failed?: { account: string; error: string },
): Promise<boolean> {
  const base = `/interaction/${interaction.uid}`;
  const client = await provider.Client.find(String(interaction.params['client_id']));
  const clientName = client?.clientName ?? client?.clientId ?? 'an app';
  const person = findPerson(interaction.session?.accountId);
  const redirectUri = interaction.params['redirect_uri'];
  if (interaction.prompt.name === 'consent' && person) {
    const body = consentForm({
      action: `${base}/consent`,
      client: clientName,
      person,
      scopes: requestedScopes(interaction),
      ...(typeof redirectUri === 'string' ? { destination: new URL(redirectUri).host } : {}),
      ...(interaction.deviceCode === undefined ? { switchAccount: `${base}/switch` } : {}),
    });
    sendPage(response, { title: 'Allow access', body, narrow: true });
    return true;
  }
  const hint = failed?.account ?? interaction.params['login_hint'];
  const body = signInForm({
    action: `${base}/login`,
    cancel: `${base}/cancel`,
    client: clientName,
    hint: typeof hint === 'string' && findPerson(hint) ? hint : undefined,
    error: failed?.error,
  });
  sendPage(response, { title: 'Sign in', body, narrow: true, status: failed ? 401 : 200 });
  return true;
}

async function signIn(
  provider: Provider,
  exchange: Exchange,
  interaction: Interaction,
  form: URLSearchParams,
  sessions: People,
): Promise<boolean> {
  const account = form.get('account') ?? '';
  const person = authenticate(account, form.get('password') ?? '');
  if (!person) return show(provider, exchange, interaction, { account, error: wrongPassword });
  sessions.start(exchange.response, person);
  return finish(provider, exchange, { login: { accountId: person.email, amr: ['pwd'] } });
}

async function consent(provider: Provider, exchange: Exchange, interaction: Interaction): Promise<boolean> {
  const accountId = interaction.session?.accountId;
  if (interaction.prompt.name !== 'consent' || accountId === undefined) throw new HttpError(400, 'Sign in first.');
  const grant = new provider.Grant({ accountId, clientId: String(interaction.params['client_id']) });
  grant.addOIDCScope(requestedScopes(interaction).join(' '));
  return finish(provider, exchange, { consent: { grantId: await grant.save() } });
}

/** Forgets who is signed in, and starts the same request again. */
async function switchAccount(provider: Provider, { response }: Exchange, interaction: Interaction): Promise<boolean> {
  const session = interaction.session && (await provider.Session.findByUid(interaction.session.uid));
  await session?.destroy();
  await interaction.destroy();
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(interaction.params)) {
    if (typeof value === 'string' && !['request_uri', 'request', 'login_hint'].includes(name)) query.set(name, value);
  }
  redirect(response, `${routes.authorization}?${query}`);
  return true;
}

function requestedScopes(interaction: Interaction): string[] {
  return String(interaction.params['scope'] ?? '')
    .split(' ')
    .filter(Boolean);
}
