import type { RegisterCommand } from './command-io.js';

/** Every command, in the order in which the help lists them. */
export const commands: readonly RegisterCommand[] = [];
