import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import type { DoctorOptions } from '../../app/doctor/run-doctor.js';

/** `doctor`: looks at everything that playing needs; exit code 1 when something prevents it. */
export const registerDoctor = (program: Command, io: CommandIo): void => {
  program
    .command('doctor')
    .description('Examine what playing needs: runtime, MIDI, timer, models, disk; each fault with its remedy.')
    .option('--quick', 'measure the timer for half a second only', false)
    .option('--models <folder>', 'look for models here only')
    .option('-o, --output <folder>', 'where recordings would go', 'output')
    .option('--json', 'print one JSON object', false)
    .action(async (options: DoctorOptions) => {
      const { runDoctor } = await import('../../app/doctor/run-doctor.js');
      await runDoctor(options, io);
    });
};
