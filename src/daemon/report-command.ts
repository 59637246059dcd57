import type { Command } from '../protocol/command.js';
import { DaemonError } from '../shared/error.js';
import { CommandFailedError } from './daemon-errors.js';
import type { CommandSender, HostCallbacks } from './host-callbacks.js';
import { isolateFaults } from './isolate-faults.js';

/** Carries out a command and reports how that went; throws a DaemonError where it could not be done. */
export const reportCommand = async (
  command: Command,
  sender: CommandSender,
  host: Pick<HostCallbacks, 'command' | 'fault'>,
  carryOut: () => Promise<unknown>,
): Promise<unknown> => {
  try {
    const answer = await carryOut();
    isolateFaults(() => host.command(command, sender));
    return answer;
  } catch (thrown) {
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    isolateFaults(() => host.command(command, sender, error));
    if (error instanceof DaemonError) throw error;
    host.fault(`command ${command.kind}`, error);
    throw new CommandFailedError(command.kind, thrown);
  }
};
