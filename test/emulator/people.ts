/** Who everybody is at an emulated provider. */
export const account = 'someone@account.example';

/** A pasted token or key, and a password, that an emulated provider takes. */
export const secrets = { token: 'emulated-pasted-token-0001', password: 'emulated-password-0001', username: 'someone' };

/** The app that people bring along. */
export const app = { clientId: 'emulated-app', clientSecret: 'emulated-app-secret:+/1' };
