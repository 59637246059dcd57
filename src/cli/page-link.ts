/** The page's address for a person: the fragment, which no server sees, holds the token. */
export const pageLink = (pageUrl: string, token: string): string => `${pageUrl}#token=${token}`;
