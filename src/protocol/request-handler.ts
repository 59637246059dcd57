import { z } from 'zod';
import { DaemonError } from '../shared/error.js';
import { invalidText } from '../shared/invalid-value.js';
import { requestSchema, type Command, type Response } from './command.js';

/**
 * Carries out a command; throws a DaemonError if it cannot, and then nothing has changed. `client` is the number of the
 * stream client that holds the keys it strikes, if any.
 */
export type HandleCommand = (command: Command, client?: number) => Promise<unknown>;

const reply = (id: Response['id'], error: unknown): Response => {
  if (!(error instanceof DaemonError)) throw error;
  return { id, ok: false, error: error.message, code: error.code };
};

/** Answers one request, given as JSON text, from any source. A command is carried out as a whole or not at all. */
export const answerLine = async (
  line: string,
  handleCommand: (command: Command) => Promise<unknown>,
): Promise<Response> => {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return { id: null, ok: false, error: 'The request is not JSON.', code: 'BAD_REQUEST' };
  }
  const request = requestSchema.safeParse(json);
  if (!request.success) {
    const id = z.object({ id: requestSchema.shape.id }).safeParse(json);
    const problem = `${invalidText(requestSchema, json, request.error)}.`;
    return { id: id.success ? id.data.id : null, ok: false, error: problem, code: 'BAD_REQUEST' };
  }
  const { id, command } = request.data;
  try {
    const result = await handleCommand(command);
    return result === undefined ? { id, ok: true } : { id, ok: true, result };
  } catch (error) {
    return reply(id, error);
  }
};
