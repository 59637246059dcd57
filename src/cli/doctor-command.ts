import type { Command } from 'commander';
import type { CommandIo } from './command-io.js';
import type { DoctorOptions } from './run-doctor.js';

/** `doctor`: checks everything that playing needs; exit code 1 if something prevents it. */
export const registerDoctor = (program: Command, io: CommandIo): void => {
  program
    .command('doctor')
    .description('Check what playing needs: runtime, MIDI, timer, models, disk; says how to fix each fault.')
    .option('--quick', 'measure the timer for half a second only', false)
    .option('--models <folder>', 'use only models in this folder')
    .option('-o, --output <folder>', 'folder for recordings', 'output')
    .option('--json', 'print one JSON object', false)
    .action(async (options: DoctorOptions) => {
      const { runDoctor } = await import('./run-doctor.js');
      await runDoctor(options, io);
    });
};
