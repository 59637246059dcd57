import { Command } from 'commander';
import { applySettings } from './settings/apply-settings.js';
import type { CommandIo, RegisterCommand } from './command-io.js';
import { addHelpTexts } from './help-text.js';
import { packageVersion } from '../app/package-version.js';

export const PROGRAM_NAME = 'music-lstm-daemon';

/** The command line as a whole. It never exits by itself: errors, help and version are thrown to the caller. */
export const buildProgram = (io: CommandIo, commands: readonly RegisterCommand[]): Command => {
  const program = new Command(PROGRAM_NAME)
    .description('Learns composers from MIDI files and plays new music in their style.')
    .version(packageVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'show this help')
    .helpCommand(false)
    .option('--verbose', 'with an error, also print its code and stack trace')
    .option('--quiet', 'print results and errors, no notes and no progress')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      // Errors are printed once, by the caller, in one line.
      writeErr: () => undefined,
      getOutHelpWidth: () => io.columns,
    })
    .exitOverride();
  program.hook('preAction', (_program, command) => applySettings(command, io));
  for (const register of commands) register(program, io);
  addHelpTexts(program);
  return program;
};
