import { z } from 'zod';
import { DaemonError } from '../shared/error.js';
import { invalidText } from '../shared/invalid-value.js';
import { requestSchema, type Command, type Response } from './command.js';
import { commandRows } from './commands.js';
import { ACCESS, type Access } from './commands/command-row.js';

/** Carries out a command; throws a DaemonError if it cannot, and then nothing has changed. */
export type HandleCommand = (command: Command) => Promise<unknown>;

/** The same for clients of the stream, by their numbers: each holds the keys that it strikes. */
export type HandleClientCommand = (command: Command, client: number) => Promise<unknown>;

/** Whoever asks may only watch. */
class WatchOnlyError extends DaemonError {
  readonly code = 'WATCH_ONLY';

  constructor() {
    super('This connection may only watch. To control the daemon, open the address with the token that status prints.');
  }
}

/** Whoever asks is not at this machine. */
class LocalOnlyError extends DaemonError {
  readonly code = 'LOCAL_ONLY';

  constructor(kind: string) {
    super(`The command ${kind} is accepted only from the control socket: send it on the daemon's own machine.`);
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

/** Answers one request, whatever it came by; `access` says what its sender may ask for. A command is carried out as a whole or not at all. */
export const answerRequest = async (json: unknown, access: Access, handleCommand: HandleCommand): Promise<Response> => {
  const request = requestSchema.safeParse(json);
  if (!request.success) {
    const id = z.object({ id: requestSchema.shape.id }).safeParse(json);
    const problem = `${invalidText(requestSchema, json, request.error)}.`;
    return { id: id.success ? id.data.id : null, ok: false, error: problem, code: 'BAD_REQUEST' };
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
export const answerLine = async (line: string, access: Access, handleCommand: HandleCommand): Promise<Response> => {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { id: null, ok: false, error: 'The request is not JSON.', code: 'BAD_REQUEST' };
  }
  return answerRequest(json, access, handleCommand);
};
