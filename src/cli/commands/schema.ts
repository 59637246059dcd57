import type { Command } from 'commander';
import type { CommandIo } from '../command-io.js';
import { addHelp } from '../help-text.js';

/** `schema`: the protocol, for those who write clients. */
export const registerSchema = (program: Command, io: CommandIo): void => {
  const command = program
    .command('schema')
    .description('Print the JSON Schema of the protocol, for those who write clients.')
    .option('--asyncapi', 'print an AsyncAPI document of the stream instead', false)
    .action(async ({ asyncapi }: { readonly asyncapi: boolean }) => {
      const { asyncApiDocument, protocolJsonSchema } = await import('../../protocol/json-schema.js');
      io.stdout.write(`${JSON.stringify(asyncapi ? asyncApiDocument() : protocolJsonSchema(), null, 2)}\n`);
    });
  addHelp(command, { examples: [['schema --asyncapi', 'the stream, for those who write clients']] });
};
