/** So many of those that were used last stand first: about a row of them. */
export const mostRecent = 4;

/** The connectors with which an application that has none of its own can be reached. */
export const genericKeys = ['generic-oauth2', 'generic-api-key'] as const;
