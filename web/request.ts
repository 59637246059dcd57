/** Browsers say "Failed to fetch" and the like where nothing answers. */
const NO_ANSWER = 'The daemon does not answer. If it has ended, start it again; this page reconnects by itself.';

const noAnswer = (cause: unknown): never => {
  throw new Error(NO_ANSWER, { cause });
};

/** What the daemon's web server gives; rejects with one line that says what to do. */
export const request = async (path: string, init: RequestInit = {}): Promise<Response> => {
  const response = await fetch(path, init).catch(noAnswer);
  if (response.ok) return response;
  const reason = (await response.text().catch(noAnswer)).trim();
  throw new Error(reason === '' ? `The daemon refused this (status ${response.status}). Reload the page.` : reason);
};

/** The same, as bytes. */
export const requestBytes = async (path: string, init?: RequestInit): Promise<ArrayBuffer> =>
  (await request(path, init)).arrayBuffer().catch(noAnswer);
