import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import { addGenerateOptions, type GenerateOptions } from '../generate-options.js';

/** `generate`: new music in a composer's manner, from a trained model to a MIDI file. */
export const registerGenerate = (program: Command, io: CommandIo): void => {
  const command = program
    .command('generate')
    .description('Write new music as MIDI files: output/<Composer>_generated_music.mid.')
    .argument('[composer...]', 'whose models are to compose (default: every model there is)');
  addGenerateOptions(command).action(async (names: readonly string[], options: GenerateOptions) => {
    const { generateFiles } = await import('../../app/generate/generate-files.js');
    await generateFiles(names, options, io);
  });
};
