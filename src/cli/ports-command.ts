import type { Command } from 'commander';
import { loadMidi } from '../adapters/midi/midi-library.js';
import { MidiPortNotFoundError, matchPort, stableName } from '../adapters/midi/port-names.js';
import type { CommandIo } from './command-io.js';
import { collectTexts } from './option-parsers.js';

interface PortsOptions {
  readonly out: readonly string[];
  readonly in: readonly string[];
  readonly json: boolean;
}

interface Match {
  readonly wanted: string;
  readonly direction: 'in' | 'out';
  readonly port: string;
}

const matchesFor = (wanted: readonly string[], direction: 'in' | 'out', names: readonly string[]): Match[] =>
  wanted.map((part) => {
    const name = matchPort(part, names);
    if (name === undefined) throw new MidiPortNotFoundError(part, direction, names.map(stableName));
    return { wanted: part, direction, port: stableName(name) };
  });

const list = (heading: string, names: readonly string[]): string =>
  `${heading}:${names.length === 0 ? ' none' : names.map((name) => `\n  ${name}`).join('')}\n`;

const print = async (options: PortsOptions, io: CommandIo): Promise<void> => {
  const access = await loadMidi();
  const available = access.kind === 'available';
  const outputs = available ? access.library.Output.getPortNames() : [];
  const inputs = available ? access.library.Input.getPortNames() : [];
  const matches = [...matchesFor(options.out, 'out', outputs), ...matchesFor(options.in, 'in', inputs)];
  const virtualPorts = available && access.virtualPorts;
  const remedy = available
    ? 'Windows has no virtual ports: install a loop-back driver such as loopMIDI and name its port with --out.'
    : `No MIDI ports, since ${access.reason}. ${access.remedy}`;
  if (options.json) {
    const note = virtualPorts ? {} : { remedy };
    io.stdout.write(
      `${JSON.stringify({ outputs: outputs.map(stableName), inputs: inputs.map(stableName), virtualPorts, matches, ...note })}\n`,
    );
    return;
  }
  io.stdout.write(list('outputs', outputs.map(stableName)) + list('inputs', inputs.map(stableName)));
  for (const { wanted, direction, port } of matches) io.stdout.write(`--${direction} "${wanted}" means "${port}"\n`);
  if (!virtualPorts) io.stdout.write(`${remedy}\n`);
};

/** `ports`: the MIDI ports there are, and what a part of a name would match. */
export const registerPorts = (program: Command, io: CommandIo): void => {
  program
    .command('ports')
    .description('List MIDI ports, and what --out and --in would match.')
    .option('--out <part of name>', 'show which output this means', collectTexts, [])
    .option('--in <part of name>', 'show which input this means', collectTexts, [])
    .option('--json', 'print one JSON object', false)
    .action((options: PortsOptions) => print(options, io));
};
