import { demoPassword } from '../../examples/acme/people.ts';
import { CookieJar } from './cookieJar.ts';
import { formsOf } from './htmlForm.ts';
import { remember } from './secrets.ts';

/** A page, or the address outside of Acme to which it sent the browser. */
export interface Visit {
  url: string;
  status: number;
  /** Empty where the browser was sent away. */
  html: string;
  left: boolean;
}

/** A person's browser at Acme, without a browser: cookies, redirects, forms. One instance is one profile. */
export class AcmeBrowser {
  readonly #jar = new CookieJar();
  readonly #origin: string;
  #at: Visit = { url: '', status: 0, html: '', left: false };

  /** @param url any address at Acme. */
  constructor(url: string) {
    this.#origin = new URL(url).origin;
  }

  get page(): Visit {
    return this.#at;
  }

  open(url: string): Promise<Visit> {
    return this.#go(new URL(url, this.#origin), { method: 'GET' });
  }

  /** Fills the form that has a button of this name in, and presses it. */
  async press(button: string, values: Record<string, string> = {}): Promise<Visit> {
    for (const form of formsOf(this.#at.html)) {
      const pressed = form.buttons.find(({ text }) => text === button);
      if (!pressed) continue;
      const body = new URLSearchParams({ ...form.values, ...values });
      if (pressed.name !== '') body.set(pressed.name, pressed.value);
      return this.#go(new URL(pressed.action ?? form.action, this.#at.url), { method: 'POST', body });
    }
    throw new Error(`no button “${button}” on ${this.#at.url.split('?')[0]}: ${text(this.#at.html)}`);
  }

  /** Signs in on the page that asks for it. */
  signIn(account: string, password = demoPassword): Promise<Visit> {
    return this.press('Sign in', { account, password });
  }

  async #go(url: URL, init: RequestInit): Promise<Visit> {
    const headers = {
      Cookie: this.#jar.header(url.pathname),
      Accept: 'text/html',
      ...(init.body ? { Origin: this.#origin } : {}),
    };
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    this.#jar.take(response);
    const html = await response.text();
    const location = response.headers.get('location');
    if (location !== null) {
      const next = new URL(location, url);
      if (next.origin === this.#origin) return this.#go(next, { method: 'GET' });
      this.#at = { url: next.href, status: response.status, html: '', left: true };
      return this.#at;
    }
    this.#at = { url: url.href, status: response.status, html, left: false };
    // Pages that send themselves on by script (`form_post`).
    const [form] = formsOf(html);
    if (form && /document\.forms\[0\]\.submit\(\)/.test(html)) {
      return this.#go(new URL(form.action, url), { method: 'POST', body: new URLSearchParams(form.values) });
    }
    return this.#at;
  }
}

/** What a page says, in short. */
export function text(html: string): string {
  return html
    .replace(/<(head|style|script)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

export interface SignInByFetch {
  /** `deny` presses Deny on the consent page, `cancel` Cancel on the sign-in page. */
  decision?: 'allow' | 'deny' | 'cancel';
  /** A profile that may be signed in already; a new one without it. */
  browser?: AcmeBrowser;
}

/**
 * What a person does in the browser between the authorization request and the redirect back.
 *
 * @returns the address that the browser was sent to, which is not fetched.
 * @throws where Acme shows another page, with what it says.
 */
export async function signInByFetch(
  authorizeUrl: string,
  account: string,
  { decision = 'allow', browser = new AcmeBrowser(authorizeUrl) }: SignInByFetch = {},
): Promise<string> {
  await browser.open(authorizeUrl);
  if (decision === 'cancel') return away(await browser.press('Cancel'));
  if (browser.page.html.includes('Use another account') && !browser.page.html.includes(`(${account})`)) {
    await browser.press('Use another account');
  }
  if (browser.page.html.includes('Sign in to Acme')) await browser.signIn(account);
  return away(await browser.press(decision === 'deny' ? 'Deny' : 'Allow'));
}

function away(visit: Visit): string {
  if (!visit.left) throw new Error(`Acme did not send the browser back: ${text(visit.html)}`);
  return visit.url;
}

/**
 * Approves a device (RFC 8628), as the person at another screen.
 *
 * @param verificationUri with or without the code in it.
 */
export async function approveDevice(verificationUri: string, userCode: string, account: string): Promise<void> {
  const browser = new AcmeBrowser(verificationUri);
  await browser.open(verificationUri);
  if (browser.page.html.includes('Connect a device')) await browser.press('Continue', { user_code: userCode });
  await browser.press('Yes, continue');
  await browser.signIn(account);
  const visit = await browser.press('Allow');
  if (!visit.html.includes('Your device is connected'))
    throw new Error(`the device is not connected: ${text(visit.html)}`);
}

/** Makes a personal access token or an API key on Acme's page. */
export async function makeToken(
  acmeUrl: string,
  account: string,
  page: 'tokens' | 'keys',
  values: Record<string, string> = { name: 'A test' },
): Promise<string> {
  const browser = new AcmeBrowser(acmeUrl);
  await browser.open(`/${page}`);
  await browser.signIn(account);
  const { html } = await browser.press(page === 'tokens' ? 'Create token' : 'Create key', values);
  const secret = /<output id="token">([^<]+)</.exec(html)?.[1];
  if (secret === undefined) throw new Error(`no token was made: ${text(html)}`);
  return remember(secret);
}
