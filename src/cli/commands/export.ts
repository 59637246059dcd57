import type { Command } from 'commander';
import type { ExportOptions } from '../../app/models/export-model.js';
import { contextOf, type CommandIo } from '../command-io.js';
import { forceOption } from '../force-option.js';
import { addHelp } from '../help-text.js';

/** `export`: a network as .onnx, for other programs. */
export const registerExport = (program: Command, io: CommandIo): void => {
  const command = program
    .command('export')
    .description('Write a network as a standard .onnx file, with a .json that explains its inputs.')
    .argument('<model>', 'name of a model, or path of a .safetensors file')
    .option('-o, --output <file.onnx>', 'output file (default: output/<model>.onnx)')
    .addOption(forceOption())
    .option('--models <folder>', 'use only models in this folder')
    .option('--json', 'print one JSON object instead of a line', false)
    .action(async (model: string, { json, ...options }: ExportOptions & { readonly json: boolean }) => {
      const { exportModel } = await import('../../app/models/export-model.js');
      const files = await exportModel(model, options, contextOf(io));
      const text = `${files.file}, and a description of its inputs: ${files.about}`;
      io.stdout.write(`${json ? JSON.stringify(files) : text}\n`);
    });
  addHelp(command, {
    notes: [
      'One run of the network takes the last event (ids), the states, and the fields of the next event sampled so far (next, in the order of the fields; fields not sampled yet may have any value). It returns the states after the event and the logits of each field.',
    ],
    examples: [['export base -o base.onnx', 'for ONNX Runtime and other programs that read ONNX, opset 17']],
  });
};
