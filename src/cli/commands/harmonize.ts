import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import { addHarmonizeOptions, type HarmonizeOptions } from '../harmonize-options.js';

/** `harmonize`: alto, tenor and bass below a given soprano, from one MIDI file to another. */
export const registerHarmonize = (program: Command, io: CommandIo): void => {
  const command = program
    .command('harmonize')
    .description('Add alto, tenor and bass to a melody: output/<name>_harmonized.mid.')
    .argument('<soprano.mid>', 'the melody; of several voices the top line');
  addHarmonizeOptions(command).action(async (file: string, options: HarmonizeOptions) => {
    const { harmonizeFile } = await import('../../app/harmonize/harmonize-file.js');
    await harmonizeFile(file, options, io);
  });
};
