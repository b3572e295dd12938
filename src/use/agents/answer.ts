/** More of an answer is nothing for a model; in characters. */
const most = 50_000;

/** Longer than any credential. */
const margin = 20_000;

/** Headers of an answer that say how to go on; the others are noise, or nobody's business. */
const telling =
  /^(content-type|location|link|etag|last-modified|retry-after|x-ratelimit-.*|ratelimit.*|x-total-count)$/;

/** An answer as a model is told it. */
export interface Told {
  status: number;
  headers: Record<string, string>;
  body?: string;
  /** What of the body is missing, and why. */
  note?: string;
}

/**
 * Reads an answer as text, up to a limit.
 *
 * @param hide takes the credential out of a text, where an application says back what it was sent.
 */
export async function tellAnswer(answer: Response, hide: (text: string) => string): Promise<Told> {
  const { status } = answer;
  const headers: Record<string, string> = {};
  for (const [name, value] of answer.headers) if (telling.test(name)) headers[name] = hide(value);
  if (!isText(headers['content-type'] ?? '')) {
    await answer.body?.cancel();
    return { status, headers, ...(answer.body ? { note: 'The body is not text and was left out.' } : {}) };
  }
  const { text, isWhole } = await read(answer);
  const hidden = hide(text);
  // Whatever a limit cuts in two, nobody recognises any more: the last part of what was read is not told.
  const body = hidden.slice(0, isWhole ? most : Math.min(most, hidden.length - margin));
  const note = body.length < hidden.length ? { note: `Only the first ${body.length} characters of the body.` } : {};
  return { status, headers, body, ...note };
}

function isText(type: string): boolean {
  return type === '' || /^text\/|[/+](json|xml|ya?ml|csv)\b|[/-](javascript|graphql|ndjson|urlencoded)\b/i.test(type);
}

async function read({ body }: Response): Promise<{ text: string; isWhole: boolean }> {
  if (!body) return { text: '', isWhole: true };
  const decoder = new TextDecoder();
  let text = '';
  // Leaving the loop cancels what is still to come.
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > most + 2 * margin) return { text, isWhole: false };
  }
  return { text: text + decoder.decode(), isWhole: true };
}
