import type { z } from 'zod';

/** The other end of a `ChildProcess`: what the entry of a process has to do with the process that started it. */

const ignore = (): void => undefined;

/** What the process was started for: its one argument, as JSON. */
export const planOfProcess = <Plan>(schema: z.ZodType<Plan>): Plan => schema.parse(JSON.parse(process.argv[2] ?? ''));

/** Resolves when it is on its way, or when nobody is there to read it any more. */
export const sendToParent = (message: object): Promise<void> =>
  new Promise((resolve) => {
    if (process.connected && process.send) process.send(message, undefined, undefined, () => resolve());
    else resolve();
  });

/** Hears every message; one that may not be sent is a bug, and ends this process. */
export const onParentMessage = <FromParent>(
  schema: z.ZodType<FromParent>,
  listener: (message: FromParent) => void,
): void => {
  process.on('message', (raw) => listener(schema.parse(raw)));
};

/**
 * Calls `end` when the channel breaks: the parent asks this process to end, or has died. Signals that end all
 * processes of a session at once are for the parent to obey, so these are ignored here: SIGINT, and what is named.
 */
export const endWithParent = (end: () => void, ignored: readonly NodeJS.Signals[] = []): void => {
  for (const signal of ['SIGINT', ...ignored] as const) process.on(signal, ignore);
  process.stderr.on('error', ignore); // nobody reads it any more
  if (process.connected) process.once('disconnect', end);
  else end();
};

/** Nothing more is to be said: lets this process end by itself. */
export const leaveParent = (): void => {
  // later, since Node breaks where a listener of messages closes the channel
  setImmediate(() => {
    if (process.connected) process.disconnect();
  });
};
