import type { Command } from 'commander';
import type { ExportOptions } from '../../app/models/export-model.js';
import { contextOf, type CommandIo } from '../command-io.js';
import { addHelp } from '../help-text.js';

/** `export`: a network for programs of others. */
export const registerExport = (program: Command, io: CommandIo): void => {
  const command = program
    .command('export')
    .description('Write a network as a standard .onnx file, with a .json beside it that explains its inputs.')
    .argument('<model>', 'name of a model, or path of a .safetensors file')
    .option('-o, --output <file.onnx>', 'where to (default: output/<model>.onnx)')
    .option('--models <folder>', 'look for models here only')
    .action(async (model: string, options: ExportOptions) => {
      const { exportModel } = await import('../../app/models/export-model.js');
      const { file, about } = await exportModel(model, options, contextOf(io));
      io.stdout.write(`${file}, and what its numbers mean: ${about}\n`);
    });
  addHelp(command, {
    notes: [
      'One run of the network takes the last event (ids), the states and what is drawn of the next event so far (next, in the order of the fields; fields not drawn yet may hold anything), and gives the states after the event and the logits of each field.',
    ],
    examples: [['export base -o base.onnx', 'for ONNX Runtime and whatever else reads ONNX, opset 17']],
  });
};
