import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import type { ExportOptions } from '../../app/models/export-model.js';

/** `export`: a network for programs of others. */
export const registerExport = (program: Command, io: CommandIo): void => {
  program
    .command('export')
    .description('Write a network as a standard .onnx file, with a .json beside it that explains its inputs.')
    .argument('<model>', 'name of a model, or path of a .safetensors file')
    .option('-o, --output <file.onnx>', 'where to (default: output/<model>.onnx)')
    .option('--models <folder>', 'look for models here only')
    .action(async (model: string, options: ExportOptions) => {
      const { exportModel } = await import('../../app/models/export-model.js');
      await exportModel(model, options, io);
    });
};
