import type { Command } from 'commander';
import type { CommandIo } from './command-io.js';
import type { ExportOptions } from './export-model.js';

/** `export`: a network as .onnx, for other programs. */
export const registerExport = (program: Command, io: CommandIo): void => {
  program
    .command('export')
    .description('Write a network as a standard .onnx file, with a .json that explains its inputs.')
    .argument('<model>', 'name of a model, or path of a .safetensors file')
    .option('-o, --output <file.onnx>', 'output file (default: output/<model>.onnx)')
    .option('--models <folder>', 'use only models in this folder')
    .action(async (model: string, options: ExportOptions) => {
      const { exportModel } = await import('./export-model.js');
      await exportModel(model, options, io);
    });
};
