import type { OAuthCredential } from '../model/credential.ts';
import type { OAuthClient } from './client.ts';
import { at } from './path.ts';
import { credentialFrom, readMembers, type TokenAnswer, tokensOf } from './tokenAnswer.ts';

/**
 * Reads the answer of a client's token endpoint leniently, as the connector's facts say, and learns from it.
 *
 * @param asked the scopes of the request, which stand where the answer names none (RFC 6749 section 5.1).
 * @throws ResponseBodyError for an error answer, Error for what cannot be understood, Problem `PB405` for a learned address
 *   that is none of the application's.
 */
export async function readTokens(client: OAuthClient, response: Response, asked: string[]): Promise<OAuthCredential> {
  return tokensFrom(client, await readMembers(response), asked);
}

/** {@link readTokens} for an answer that was read already. */
export function tokensFrom({ facts, learned }: OAuthClient, members: unknown, asked: string[]): OAuthCredential {
  const { tokenPath, accessTokenSeconds } = facts;
  const tokens = tokensOf(tokenPath === undefined ? members : (at(members, tokenPath) ?? members));
  learned?.take('answer', members);
  const answer: TokenAnswer =
    tokens.expires_in === undefined && accessTokenSeconds !== undefined
      ? { ...tokens, expires_in: accessTokenSeconds }
      : tokens;
  return credentialFrom(answer, asked);
}
