import { z } from 'zod';
import { DaemonError } from '../shared/error.js';
import { requestSchema, type Command, type Response } from './command.js';
import { commandRows } from './commands.js';
import { ACCESS, type Access } from './commands/command-row.js';

/**
 * Carries out a command; a DaemonError says why it was not, and then nothing has changed. `client` numbers the client
 * of the stream that holds the keys it strikes; nobody holds those of others.
 */
export type HandleCommand = (command: Command, client?: number) => Promise<unknown>;

/** Whoever asks may only watch. */
class WatchOnlyError extends DaemonError {
  readonly code = 'WATCH_ONLY';

  constructor() {
    super('This connection may only watch: commands need the token.');
  }
}

/** Whoever asks is not at this machine. */
class LocalOnlyError extends DaemonError {
  readonly code = 'LOCAL_ONLY';

  constructor(kind: string) {
    super(`The command ${kind} is taken from the control socket alone: send it from this machine's command line.`);
  }
}

/** Throws where somebody who has so much access may not send a command that needs so much. */
export const requireAccess = (has: Access, needs: Access, kind: string): void => {
  if (ACCESS.indexOf(has) >= ACCESS.indexOf(needs)) return;
  throw needs === 'local' ? new LocalOnlyError(kind) : new WatchOnlyError();
};

const reply = (id: Response['id'], error: unknown): Response => {
  if (!(error instanceof DaemonError)) throw error;
  return { id, ok: false, error: error.message, code: error.code };
};

/** What is wrong with a request, as one line. */
const explain = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => `${path.join('.') || 'request'}: ${message}`).join('; ');

/** Answers one request, whatever it came by; `access` says what its sender may ask for. Nothing is half obeyed. */
export const answerRequest = async (
  json: unknown,
  access: Access,
  handleCommand: (command: Command) => Promise<unknown>,
): Promise<Response> => {
  const request = requestSchema.safeParse(json);
  if (!request.success) {
    const id = z.object({ id: requestSchema.shape.id }).safeParse(json);
    return { id: id.success ? id.data.id : null, ok: false, error: explain(request.error), code: 'BAD_REQUEST' };
  }
  const { id, command } = request.data;
  try {
    requireAccess(access, commandRows[command.kind].access, command.kind);
    const result = await handleCommand(command);
    return result === undefined ? { id, ok: true } : { id, ok: true, result };
  } catch (error) {
    return reply(id, error);
  }
};

/** The same for a request that is given as JSON text. */
export const answerLine = async (
  line: string,
  access: Access,
  handleCommand: (command: Command) => Promise<unknown>,
): Promise<Response> => {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { id: null, ok: false, error: 'The request is not JSON.', code: 'BAD_REQUEST' };
  }
  return answerRequest(json, access, handleCommand);
};
