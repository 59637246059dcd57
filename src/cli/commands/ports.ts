import type { Command } from 'commander';
import type { PortMatch, PortsOptions } from '../../app/ports/list-ports.js';
import type { CommandIo } from '../command-io.js';
import { addHelp } from '../help-text.js';
import { collectTexts } from '../option-parsers.js';
import { virtualInputName } from '../start-options.js';

const list = (heading: string, names: readonly string[]): string =>
  `${heading}:${names.length === 0 ? ' none' : names.map((name) => `\n  ${name}`).join('')}\n`;

const matchLine = ({ wanted, direction, port, others }: PortMatch): string => {
  const also = others.length === 0 ? '' : `, the first of ${others.length + 1} (also: ${others.join(', ')})`;
  return `--${direction} "${wanted}" means "${port}"${also}\n`;
};

/** The names of the daemon's own virtual ports. */
const ownPorts = async (io: CommandIo): Promise<readonly string[]> => {
  const { readSettings, wholeSettings } = await import('../settings/read-settings.js');
  const { virtualName } = wholeSettings(await readSettings(io)).midi;
  return [virtualName, virtualInputName(virtualName)];
};

/** `ports`: the MIDI ports there are, and what a part of a name would match. */
export const registerPorts = (program: Command, io: CommandIo): void => {
  const command = program
    .command('ports')
    .description('List MIDI ports, and what --out and --in would match.')
    .option('--out <part of name>', 'show which output this means', collectTexts, [])
    .option('--in <part of name>', 'show which input this means', collectTexts, [])
    .option('--json', 'print one JSON object', false)
    .action(async ({ json, ...options }: PortsOptions & { readonly json: boolean }) => {
      const { listPorts } = await import('../../app/ports/list-ports.js');
      const ports = await listPorts(options, await ownPorts(io));
      const { outputs, inputs, matches, remedy } = ports;
      const text = list('outputs', outputs) + list('inputs', inputs) + matches.map(matchLine).join('');
      if (json) io.stdout.write(`${JSON.stringify(ports)}\n`);
      else io.stdout.write(remedy === undefined ? text : `${text}${remedy}\n`);
    });
  addHelp(command, { examples: [['ports', 'every MIDI port, and what --out and --in would match']] });
};
