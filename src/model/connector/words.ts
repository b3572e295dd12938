import * as z from 'zod/mini';

/** A text that says something. */
export const text = z.string().check(z.minLength(1));

/** `https://{site}.example.com/oauth/token`: names in braces are filled from the connection's parameters. */
export const urlTemplate = z
  .string()
  .check(z.regex(/^(https?:\/\/|\{)/, 'an http(s) URL, or a template that starts with one'));

/** Names → texts, in which parameters may stand in braces. */
export const textTemplates = z.record(z.string(), z.string());
