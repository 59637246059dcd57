import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import { addCompareOptions, type CompareOptions } from '../compare-options.js';

/** `compare`: what a model writes beside real music that it has not seen. */
export const registerCompare = (program: Command, io: CommandIo): void => {
  const command = program
    .command('compare')
    .description('Write many pieces with a model and compare them with music it has not seen.')
    .argument('<model>', 'name of a model or composer, path of a .safetensors file, or folder of written .mid files')
    .argument('[music]', 'folder of .mid files, one folder a composer');
  addCompareOptions(command).action(
    async (wanted: string, music: string | undefined, options: CompareOptions): Promise<void> => {
      const { isMusicFolder, runListener } = await import('../../app/compare/listen.js');
      const isFolder = await isMusicFolder(wanted);
      if (isFolder || options.listener) return runListener(wanted, isFolder, options, io);
      const { runComparison } = await import('../../app/compare/compare-model.js');
      return runComparison(wanted, music, options, io);
    },
  );
};
