import type { Command } from 'commander';

/** What every command takes that speaks to a running daemon. */
export interface SocketOptions {
  readonly socket?: string;
}

/** Adds the option that says which daemon is meant. */
export const addSocketOption = (command: Command): Command =>
  command.option('--socket <path>', 'control socket of the daemon');
